using EcgStream.Signal.Beats;
using EcgStream.Signal.Sequencing;
using FsCheck;
using FsCheck.Fluent;

namespace EcgStream.Signal.Tests.Sequencing;

public sealed class BeatSequencerProperties
{
    private static readonly Config Settings = Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20260105, 7);

    [Fact]
    public void AnyOrderSplitAndRepetition_GivesTheSameBeats() =>
        Prop.ForAll<(byte, byte[], byte[], NonEmptyArray<int>, bool)>(c => CheckOrder(c.Item1, c.Item2, c.Item3, c.Item4, c.Item5))
            .Check(Settings);

    [Fact]
    public void AnyLostChunksDeclaredLost_GivesExactlyThoseHoles() =>
        Prop.ForAll<(byte, byte[], NonEmptyArray<bool>, NonEmptyArray<int>)>(c => CheckLoss(c.Item1, c.Item2, c.Item3, c.Item4))
            .Check(Settings);

    [Fact]
    public void GivingUpEveryGap_LeavesNoGapAndEveryWholeBeat() =>
        Prop.ForAll<byte, byte[], NonEmptyArray<bool>>(CheckGivingUp).Check(Settings);

    private static void CheckOrder(byte size, byte[] cuts, byte[] otherCuts, NonEmptyArray<int> order, bool drainEarly)
    {
        var beats = 1 + size % 60;
        // Two ways of cutting at once: repetition with overlaps.
        var sent = Shuffle([.. SentChunk.Cut(beats, cuts), .. SentChunk.Cut(beats, otherCuts)], order.Get);
        var sequencer = new BeatSequencer();
        var taken = new List<Beat>();

        foreach (var chunk in sent)
        {
            Assert.True(chunk.SendTo(sequencer).Outcome is ChunkOutcome.Taken or ChunkOutcome.Duplicate);
            if (drainEarly) Drain(sequencer, taken, []);
        }
        Drain(sequencer, taken, []);

        Assert.Equal(beats, taken.Count);
        AssertAsSent(taken);
        Assert.Equal((beats, 0), (sequencer.NextBeat, sequencer.PendingBeats));
    }

    private static void CheckLoss(byte size, byte[] cuts, NonEmptyArray<bool> lost, NonEmptyArray<int> order)
    {
        var beats = 1 + size % 60;
        var chunks = SentChunk.Cut(beats, cuts);
        var gone = new SortedSet<long>();
        var sent = new List<SentChunk>();
        for (var i = 0; i < chunks.Count; i++)
        {
            if (!lost.Get[i % lost.Get.Length]) { sent.Add(chunks[i]); continue; }
            for (var beat = chunks[i].FirstBeat; beat <= chunks[i].LastBeat; beat++) gone.Add(beat);
        }

        var sequencer = new BeatSequencer();
        var (taken, holes) = (new List<Beat>(), new List<BeatHole>());
        foreach (var chunk in Shuffle(sent, order.Get)) chunk.SendTo(sequencer);
        Drain(sequencer, taken, holes);
        Assert.Equal(gone.Count == 0 ? beats : gone.Min, sequencer.NextBeat);
        foreach (var beat in Shuffle([.. gone], order.Get)) sequencer.DeclareLost(beat, 1);
        Drain(sequencer, taken, holes);

        Assert.Equal(Runs(gone), holes);
        Assert.Equal(Enumerable.Range(0, beats).Select(i => (long)i).Except(gone), taken.Select(b => b.Index));
        AssertAsSent(taken);
        Assert.Equal((beats, 0), (sequencer.NextBeat, sequencer.PendingBeats));
    }

    private static void CheckGivingUp(byte size, byte[] cuts, NonEmptyArray<bool> lost)
    {
        var beats = 1 + size % 60;
        var sent = SentChunk.Cut(beats, cuts).Where((_, i) => !lost.Get[i % lost.Get.Length]).ToList();
        var sequencer = new BeatSequencer();
        var (taken, holes) = (new List<Beat>(), new List<BeatHole>());
        foreach (var chunk in sent) chunk.SendTo(sequencer);

        while (sequencer.TryGetGap(out var gap))
        {
            Assert.Equal(ChunkOutcome.Taken, sequencer.DeclareLost(gap.FirstBeat, gap.BeatCount).Outcome);
            Drain(sequencer, taken, holes);
        }
        Drain(sequencer, taken, holes);

        var whole = sent.SelectMany(c => Enumerable.Range(0, c.Count).Select(i => BeatFrame.BeatOf(c.FirstSample + i)))
            .GroupBy(b => b).Where(g => g.Count() == BeatFrame.SampleCount).Select(g => g.Key).Order();
        Assert.Equal(whole, taken.Select(b => b.Index));
        AssertAsSent(taken);
    }

    private static void Drain(BeatSequencer sequencer, List<Beat> beats, List<BeatHole> holes)
    {
        while (true)
        {
            if (sequencer.TryTakeHole(out var hole)) holes.Add(hole);
            else if (sequencer.TryTake(out var beat)) beats.Add(beat);
            else return;
        }
    }

    private static void AssertAsSent(IEnumerable<Beat> beats)
    {
        foreach (var beat in beats)
        {
            Assert.Equal(SentChunk.TimeOf(BeatFrame.FirstSampleOf(beat.Index)), beat.Start);
            Assert.Equal(SentChunk.RrMs, beat.RrMs);
            Assert.Equal(SampleHash.Of(SentChunk.OfBeat(beat.Index).Samples), SampleHash.Of(beat.Samples.Span));
        }
    }

    private static List<T> Shuffle<T>(List<T> items, int[] keys) =>
        [.. items.Select((item, i) => (item, key: HashCode(i, keys[i % keys.Length]))).OrderBy(p => p.key).Select(p => p.item)];

    // Not System.HashCode, which differs from process to process.
    private static uint HashCode(int i, int key) => ((uint)key + (uint)i) * 2654435761u >> 7;

    private static List<BeatHole> Runs(IEnumerable<long> beats)
    {
        var runs = new List<BeatHole>();
        foreach (var beat in beats)
            if (runs.Count > 0 && runs[^1].End == beat) runs[^1] = runs[^1] with { BeatCount = runs[^1].BeatCount + 1 };
            else runs.Add(new BeatHole(beat, 1));
        return runs;
    }
}
