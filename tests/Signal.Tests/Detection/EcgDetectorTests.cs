using EcgStream.Signal.Conditioning;
using EcgStream.Signal.Detection;
using EcgStream.Signal.Quality;

namespace EcgStream.Signal.Tests.Detection;

public sealed class EcgDetectorTests
{
    [Theory]
    [InlineData(100, 1)]
    [InlineData(125, 2)]
    [InlineData(128, 2)]
    [InlineData(180, 1)]
    [InlineData(250, 3)]
    [InlineData(257, 12)]
    [InlineData(360, 2)]
    [InlineData(499.907, 2)]
    [InlineData(500, 12)]
    [InlineData(1000, 12)]
    public void Process_AnyRateAndLeads_FindsEveryBeatAtItsRPeak(double rateHz, int leads)
    {
        var ecg = SyntheticEcg.Create(rateHz, leads, seconds: 60, seed: 1);

        var beats = Detecting.All(ecg.Format, ecg.Frames);

        Detecting.AssertFinds(ecg.Peaks, beats, rateHz);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(38)]
    [InlineData(72)]
    [InlineData(120)]
    [InlineData(180)]
    [InlineData(220)]
    public void Process_AnyHeartRate_FindsEveryBeat(double beatsPerMinute)
    {
        var ecg = SyntheticEcg.Create(360, 2, seconds: 120, seed: 2, beatsPerMinute);

        var beats = Detecting.All(ecg.Format, ecg.Frames);

        // The rhythm and the beat's form are learnt in the first three seconds; a beat may be missed there.
        Assert.DoesNotContain(beats, beat => ecg.Peaks.All(peak => Math.Abs(peak - beat.Sample) > 15));
        Detecting.AssertFinds([.. ecg.Peaks.Where(static peak => peak > 3 * 360)], [.. beats.Where(static beat => beat.Sample > 3 * 360)], 360);
    }

    [Fact]
    public void Process_EctopicBeats_FindsThemToo()
    {
        var ecg = SyntheticEcg.Create(360, 2, seconds: 120, seed: 3, ectopicEvery: 5);

        Detecting.AssertFinds(ecg.Peaks, Detecting.All(ecg.Format, ecg.Frames), 360);
    }

    [Fact]
    public void Process_Beats_CarryRrInMillisecondsAndLeadsUsed()
    {
        var ecg = SyntheticEcg.Create(500, 2, seconds: 30, seed: 4);

        var beats = Detecting.All(ecg.Format, ecg.Frames);

        Assert.Null(beats[0].RrMs);
        for (var i = 1; i < beats.Count; i++)
        {
            Assert.Equal((beats[i].Sample - beats[i - 1].Sample) * 2, beats[i].RrMs!.Value, 3.0);
            Assert.Equal(0b11, beats[i].LeadsUsed);
            Assert.Equal(0, beats[i].Noisy);
        }
    }

    [Fact]
    public void Process_BeatByBeat_KeepsTheStatedDelays()
    {
        var ecg = SyntheticEcg.Create(360, 2, seconds: 120, seed: 5, noiseMv: 0.05, ectopicEvery: 7);
        var detector = new EcgDetector(ecg.Format);
        var beats = new List<DetectedBeat>();
        var late = 0;
        for (var i = 0; i < ecg.Frames.Length; i += 2)
        {
            var known = beats.Count;
            detector.Process(ecg.Frames.AsSpan(i, 2), beats);
            foreach (var beat in beats.Skip(known))
            {
                var delayMs = (detector.NextSample - 1 - beat.Sample) * 1_000 / 360.0;
                Assert.InRange(delayMs, 0, beat.BySearchBack ? EcgDetector.MaxSearchBackDelayMs : EcgDetector.MaxDelayMs);
                if (beat.BySearchBack) late++;
            }

            Assert.True(known == beats.Count || beats[known].Sample >= (known == 0 ? 0 : beats[known - 1].Sample + 1));
        }

        Assert.Equal(detector.SearchBackBeats, late);
        Assert.InRange(beats.Count, ecg.Peaks.Length - 1, ecg.Peaks.Length);
    }

    [Fact]
    public void DecidedBefore_WhileProcessing_NeverLiesBehindALaterBeat()
    {
        var ecg = SyntheticEcg.Create(250, 1, seconds: 60, seed: 6, noiseMv: 0.08, ectopicEvery: 4);
        var detector = new EcgDetector(ecg.Format);
        var beats = new List<DetectedBeat>();
        long decided = 0;
        for (var i = 0; i < ecg.Frames.Length; i++)
        {
            var known = beats.Count;
            detector.Process(ecg.Frames.AsSpan(i, 1), beats);
            Assert.All(beats.Skip(known), beat => Assert.True(beat.Sample >= decided));
            decided = detector.DecidedBefore;
            Assert.InRange(detector.NextSample - decided, 0, 3 * 250);
        }
    }

    [Fact]
    public void Process_SampleIsNotANumberOrNoEcg_RefusesAllOfItAndGoesOn()
    {
        var ecg = SyntheticEcg.Create(360, 2, seconds: 20, seed: 7);
        var detector = new EcgDetector(ecg.Format);
        var beats = new List<DetectedBeat>();
        detector.Process(ecg.Frames.AsSpan(0, 3_600), beats);
        foreach (var wrong in (float[])[float.NaN, float.PositiveInfinity, float.NegativeInfinity, 6_000])
            Assert.Throws<ArgumentException>(() => detector.Process([0, 0, wrong, 0], beats));
        Assert.Throws<ArgumentException>(() => detector.Process([0, 0, 0], beats));
        Assert.Equal(1_800, detector.NextSample);

        detector.Process(ecg.Frames.AsSpan(3_600), beats);
        detector.Flush(detector.NextSample, beats);

        Assert.Equal(Detecting.All(ecg.Format, ecg.Frames), beats);
    }

    [Fact]
    public void Process_LeadGoesFlat_FindsBeatsByTheOtherAndSaysSo()
    {
        var ecg = SyntheticEcg.Create(360, 2, seconds: 90, seed: 8);
        for (var i = 30 * 360; i < 60 * 360; i++) ecg.Frames[2 * i] = 3.3f;
        var detector = new EcgDetector(ecg.Format);
        var beats = new List<DetectedBeat>();

        detector.Process(ecg.Frames.AsSpan(0, 2 * 45 * 360), beats);
        Assert.Equal(LeadQuality.Flat, detector.QualityOf(0));
        Assert.Equal(LeadQuality.Good, detector.QualityOf(1));
        detector.Process(ecg.Frames.AsSpan(2 * 45 * 360), beats);
        detector.Flush(detector.NextSample, beats);

        Assert.Equal(LeadQuality.Good, detector.QualityOf(0));
        Detecting.AssertFinds(ecg.Peaks, beats, 360);
        Assert.All(beats.Where(static b => b.Sample is > 32 * 360 and < 60 * 360), static b => Assert.Equal(0b10, b.LeadsUsed));
        Assert.All(beats.Where(static b => b.Sample > 64 * 360), static b => Assert.Equal(0b11, b.LeadsUsed));
    }

    [Fact]
    public void SetLeadsOff_OfOneLead_LeavesItOutAtOnce()
    {
        var ecg = SyntheticEcg.Create(360, 2, seconds: 60, seed: 9);
        var noise = SyntheticEcg.Noise(60 * 360, 1, 2, seed: 10);
        for (var i = 20 * 360; i < 60 * 360; i++) ecg.Frames[2 * i + 1] = noise[i];
        var detector = new EcgDetector(ecg.Format);
        var beats = new List<DetectedBeat>();

        detector.Process(ecg.Frames.AsSpan(0, 2 * 20 * 360), beats);
        detector.SetLeadsOff(0b10);
        detector.Process(ecg.Frames.AsSpan(2 * 20 * 360), beats);
        detector.Flush(detector.NextSample, beats);

        Assert.True(detector.QualityOf(1).HasFlag(LeadQuality.Off));
        Detecting.AssertFinds(ecg.Peaks, beats, 360);
    }

    [Fact]
    public void QualityOf_ClippedLead_SaysClipped()
    {
        var ecg = SyntheticEcg.Create(360, 1, seconds: 10, seed: 11);
        for (var i = 0; i < ecg.Frames.Length; i++) ecg.Frames[i] = Math.Clamp(ecg.Frames[i] * 4, -0.4f, 0.6f);
        var detector = new EcgDetector(ecg.Format);
        var clipped = 0;
        for (var i = 0; i < ecg.Frames.Length; i += 36)
        {
            detector.Process(ecg.Frames.AsSpan(i, 36), []);
            if (detector.QualityOf(0).HasFlag(LeadQuality.Clipped)) clipped++;
        }

        Assert.InRange(clipped, 10, 100);
    }

    [Fact]
    public void Flush_AtAHole_EmitsPendingBeatsAndStartsAfresh()
    {
        var ecg = SyntheticEcg.Create(360, 2, seconds: 30, seed: 12);
        var cut = ecg.Peaks[20] + 40; // 110 ms after an R peak: its beat is not out yet
        var detector = new EcgDetector(ecg.Format);
        var beats = new List<DetectedBeat>();
        detector.Process(ecg.Frames.AsSpan(0, (int)cut * 2), beats);
        Assert.DoesNotContain(beats, b => b.Sample >= ecg.Peaks[20] - 10);

        detector.Flush(cut + 100_000, beats);
        Assert.Equal(21, beats.Count);
        var before = beats.Count;
        detector.Process(ecg.Frames.AsSpan(0, 3_600 * 2), beats);

        Assert.Null(beats[before].RrMs);
        Assert.InRange(beats[before].Sample - (cut + 100_000) - ecg.Peaks[0], -15, 15);
        Assert.Throws<ArgumentOutOfRangeException>(() => detector.Flush(0, beats));
    }

    [Fact]
    public void Process_PacedPatient_MarksEveryBeat()
    {
        var ecg = SyntheticEcg.Create(360, 2, seconds: 20, seed: 13);
        var detector = new EcgDetector(ecg.Format, paced: true);
        var beats = new List<DetectedBeat>();

        detector.Process(ecg.Frames, beats);

        Assert.NotEmpty(beats);
        Assert.All(beats, static b => Assert.True(b.Paced));
    }

    [Fact]
    public void Process_LargeArtifact_BeatsAreFoundAgainWithinTenSeconds()
    {
        var ecg = SyntheticEcg.Create(360, 2, seconds: 60, seed: 14);
        for (var i = 20 * 360; i < 22 * 360; i++)
            for (var lead = 0; lead < 2; lead++) ecg.Frames[2 * i + lead] += (float)(20 * Math.Sin(i * 0.2));

        var beats = Detecting.All(ecg.Format, ecg.Frames);

        var expected = ecg.Peaks.Where(static p => p > 32 * 360).ToArray();
        Detecting.AssertFinds(expected, beats.Where(static b => b.Sample > 32 * 360 - 15).ToList(), 360);
    }

    [Fact]
    public void Process_AmplitudeFallsToAFifth_BeatsAreFoundAgain()
    {
        var ecg = SyntheticEcg.Create(360, 2, seconds: 90, seed: 15, noiseMv: 0.005);
        for (var i = 2 * 30 * 360; i < ecg.Frames.Length; i++) ecg.Frames[i] *= 0.2f;

        var beats = Detecting.All(ecg.Format, ecg.Frames);

        var expected = ecg.Peaks.Where(static p => p > 40 * 360).ToArray();
        Detecting.AssertFinds(expected, beats.Where(static b => b.Sample > 40 * 360 - 15).ToList(), 360);
    }
}
