using EcgStream.Inference;
using EcgStream.Inference.Batching;
using EcgStream.Inference.ModelSets;
using EcgStream.Signal.Beats;

namespace EcgStream.Grains.Tests.Support;

/// <summary>Judges at once, and says of a beat the class that its first sample names: 1…5.</summary>
internal sealed class FakeInference : IBeatInference
{
    private readonly List<(Beat Beat, IVerdictSink Sink)> kept = [];

    /// <summary>True: beats are kept until <see cref="Release"/>.</summary>
    internal bool Hold { get; set; }

    /// <summary>Beats that are taken before the queue is full.</summary>
    internal int Room { get; set; } = int.MaxValue;

    /// <summary>Beat whose verdict names no model set.</summary>
    internal long? NamelessModels { get; set; }

    public TimeSpan LongestWait => TimeSpan.Zero;

    public BatchSizes RecentBatches => default;

    public ModelManifest Models => null!;

    public int QueueDepth => kept.Count;

    public bool TrySubmit(in Beat beat, DateTimeOffset received, IVerdictSink sink)
    {
        lock (kept)
        {
            if (Room == 0) return false;
            Room--;
            if (Hold)
            {
                kept.Add((beat, sink));
                return true;
            }
        }

        var judged = Judge(beat);
        sink.Judged(beat.Index == NamelessModels ? judged with { Verdict = judged.Verdict with { ModelSet = null! } } : judged);
        return true;
    }

    public Task<Verdict[]> ClassifyAsync(ReadOnlyMemory<float> beats, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary>Judges what was kept, last first: verdicts may come in any order.</summary>
    internal void Release()
    {
        lock (kept)
        {
            for (var i = kept.Count - 1; i >= 0; i--) kept[i].Sink.Judged(Judge(kept[i].Beat));
            kept.Clear();
        }
    }

    internal static JudgedBeat Judge(in Beat beat)
    {
        var beatClass = (BeatClass)(byte)beat.Samples.Span[0];
        var verdict = new Verdict(beatClass, 0.9f, beatClass == BeatClass.Normal ? 0.1f : 0.9f, false,
            default, default, default, ReconstructionError: beatClass == BeatClass.Normal ? 0.1f : 0.5f, Threshold: 0.3f, "test");
        return new(beat.Index, beat.Start, beat.RrMs, SampleHash.Of(beat.Samples.Span), verdict, new BeatTimes { Due = beat.Due });
    }
}
