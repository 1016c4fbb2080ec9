using EcgStream.Signal.Conditioning;
using EcgStream.Signal.Features;

namespace EcgStream.Signal.Tests.Features;

public sealed class BeatFeaturesTests
{
    private const int FirstValue = BeatInput.Channels * BeatInput.Samples;

    [Fact]
    public void TryTake_RegularRhythm_GivesEveryBeatInOrderWithItsInterval()
    {
        var ecg = new MadeEcg([.. Enumerable.Repeat(0.8, 30)]);
        var run = Whole(ecg);
        Assert.Equal(ecg.Peaks, run.Beats.Select(beat => beat.RSample));
        Assert.True(double.IsNaN(run.Beats[0].RrSeconds));
        Assert.All(run.Beats.Skip(1), beat => Assert.Equal(0.8, beat.RrSeconds, 0.003));
        Assert.All(run.Beats, beat => Assert.True(beat.HasInput));
        // The 20th beat equals its running beat: correlation 1, no early beat, no difference.
        var input = run.Inputs[20];
        Assert.InRange(input[FirstValue + RrHistory.ValueCount], 0.99f, 1);
        Assert.InRange(input[FirstValue], -0.01f, 0.01f);
        Assert.All(input[(2 * BeatInput.Samples)..FirstValue], sample => Assert.InRange(sample, -0.3f, 0.3f));
    }

    [Fact]
    public void TryTake_EarlyWideBeat_ShowsInIntervalAndShape()
    {
        var rr = Enumerable.Repeat(0.8, 40).ToArray();
        (rr[30], rr[31]) = (0.5, 1.1);
        var run = Whole(new MadeEcg(rr, i => i == 30));
        var (early, usual) = (run.Inputs[30], run.Inputs[29]);
        Assert.Equal(Math.Log(0.5 / 0.8), early[FirstValue], 0.02);
        Assert.True(early[FirstValue + RrHistory.ValueCount] < usual[FirstValue + RrHistory.ValueCount] - 0.1f);
        Assert.True(early[FirstValue + RrHistory.ValueCount + BeatShape.ValueCount - 1] > usual[FirstValue + RrHistory.ValueCount + BeatShape.ValueCount - 1]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(360)]
    [InlineData(100_000)]
    public void TryTake_AnyChunking_GivesTheSameBits(int chunk)
    {
        var ecg = Irregular(seed: 3);
        var (whole, cut) = (Whole(ecg), new FeatureRun(ecg));
        for (var at = 0L; at < cut.Frames; at += chunk) cut.Feed(at, Math.Min(cut.Frames, at + chunk));
        AssertSame(whole, cut.End());
    }

    [Fact]
    public void Restore_AtAnySample_GoesOnWithTheSameBits()
    {
        var ecg = Irregular(seed: 4);
        var whole = Whole(ecg);
        var random = new Random(5);
        for (var turn = 0; turn < 20; turn++)
        {
            var at = random.NextInt64(ecg.Frames.Length / 2);
            var run = new FeatureRun(ecg);
            run.Feed(0, at);
            run.SaveAndRestore();
            run.Feed(at, run.Frames);
            AssertSame(whole, run.End());
        }
    }

    [Fact]
    public void TryTake_SecondLeadUnusable_LeavesItsPartsAbsent()
    {
        var run = new FeatureRun(Irregular(seed: 6), usableLeads: 1);
        run.Feed(0, run.Frames);
        Assert.All(run.End().Inputs, AssertSecondLeadAbsent);
    }

    [Fact]
    public void TryTake_OneLead_EqualsTwoWithTheSecondUnusable()
    {
        var ecg = Irregular(seed: 7);
        var two = new FeatureRun(ecg, usableLeads: 1);
        two.Feed(0, two.Frames);
        var one = new FeatureRun(ecg, new SignalFormat(MadeEcg.RateHz, ["MLII"]));
        one.Feed(0, one.Frames);
        AssertSame(two.End(), one.End());
    }

    [Fact]
    public void TryTake_NoNextBeat_LeavesAfterBoundedTime()
    {
        var signal = new SignalConditioner(MadeEcg.Format);
        var features = new BeatFeatures(signal, new(0, 1));
        var input = new float[BeatInput.Length];
        long? taken = null;
        for (var frame = 0L; frame < 1_800 && taken is null; frame++)
        {
            signal.Push([0.1f * (frame % 5), 0]);
            while (signal.TryAdvance())
            {
                features.Observe();
                if (signal.Count == 250) features.Add(360);
                if (features.TryTake(input, out _)) taken = signal.Count;
            }
        }
        Assert.Equal(180 + 414, taken);
    }

    [Fact]
    public void TryTake_AnnouncedTooLate_HasNoInput()
    {
        var signal = new SignalConditioner(MadeEcg.Format);
        var features = new BeatFeatures(signal, new(0, 1));
        for (var frame = 0; frame < 3_600; frame++)
        {
            signal.Push([1, 1]);
            while (signal.TryAdvance()) features.Observe();
        }
        features.Add(720);
        Assert.True(features.TryTake(new float[BeatInput.Length], out var beat));
        Assert.False(beat.HasInput);
    }

    [Fact]
    public void Flush_NextBeat_HasNoInterval()
    {
        var ecg = new MadeEcg([.. Enumerable.Repeat(0.8, 10)]);
        var run = new FeatureRun(ecg);
        run.Feed(0, ecg.Peaks[4] + 180);
        run.End();
        run.Feed(ecg.Peaks[4] + 180, run.Frames);
        run.End();
        Assert.Equal([0, 5], Enumerable.Range(0, run.Beats.Count).Where(i => double.IsNaN(run.Beats[i].RrSeconds)));
    }

    [Fact]
    public void Snapshot_TwoLeadsAt360Hz_LeavesRoomForTheDetector() =>
        Assert.True(new SignalConditioner(MadeEcg.Format).SnapshotSize + BeatFeatures.SnapshotSize <= 5_000);

    [Fact]
    public void Feed_AfterWarmUp_AllocatesNothing()
    {
        var ecg = Irregular(seed: 8);
        var signal = new SignalConditioner(MadeEcg.Format);
        var features = new BeatFeatures(signal, LeadChoice.Of(MadeEcg.Format));
        var input = new float[BeatInput.Length];
        var (next, beats) = (0, 0);
        Feed(0, ecg.Peaks[20]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Feed(ecg.Peaks[20], ecg.Frames.Length / 2);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(beats > 50);

        void Feed(long from, long to)
        {
            for (var frame = (int)from; frame < to; frame++)
            {
                signal.Push(ecg.Frames.AsSpan(2 * frame, 2));
                while (signal.TryAdvance())
                {
                    features.Observe();
                    while (next < ecg.Peaks.Count && signal.Count >= signal.IndexOf(ecg.Peaks[next]) + 60) features.Add(ecg.Peaks[next++]);
                    while (features.TryTake(input, out _)) beats++;
                }
            }
        }
    }

    private static MadeEcg Irregular(int seed)
    {
        var random = new Random(seed);
        return new([.. Enumerable.Range(0, 80).Select(_ => 0.5 + 0.6 * random.NextDouble())], i => i % 7 == 3);
    }

    private static FeatureRun Whole(MadeEcg ecg)
    {
        var run = new FeatureRun(ecg);
        run.Feed(0, run.Frames);
        return run.End();
    }

    private static void AssertSame(FeatureRun expected, FeatureRun found)
    {
        Assert.Equal(expected.Beats, found.Beats);
        for (var i = 0; i < expected.Inputs.Count; i++) Assert.Equal(expected.Inputs[i], found.Inputs[i]);
    }

    private static void AssertSecondLeadAbsent(float[] input)
    {
        Assert.All(input[BeatInput.Samples..(2 * BeatInput.Samples)], sample => Assert.Equal(0, sample));
        Assert.All(input[(3 * BeatInput.Samples)..FirstValue], sample => Assert.Equal(0, sample));
        Assert.Equal([1, 1, 1, 0, 0, 0, 0], input[^BeatShape.ValueCount..^1]);
    }
}
