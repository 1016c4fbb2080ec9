using EcgStream.Inference.Batching;
using EcgStream.Inference.ModelSets;
using EcgStream.Signal.Beats;

namespace EcgStream.Inference;

/// <summary>Judges beats with the four models; one a silo.</summary>
public interface IBeatInference
{
    /// <summary>
    /// Hands over a live beat; never blocks. False when the queue is full: keep the beat and offer it again.
    /// The beat's samples must not change afterwards.
    /// </summary>
    /// <param name="beat">float[140], finite.</param>
    /// <param name="received">When the last of its samples arrived.</param>
    /// <param name="sink">Where the verdict goes.</param>
    bool TrySubmit(in Beat beat, DateTimeOffset received, IVerdictSink sink);

    /// <summary>Judges beats on demand, behind live ones and with a bounded share.</summary>
    /// <param name="beats">n × 140 samples, finite.</param>
    /// <returns>Verdict[n].</returns>
    /// <exception cref="InferenceBusyException">The share for on-demand work is used up.</exception>
    /// <exception cref="ArgumentException">Not n × 140 finite samples.</exception>
    Task<Verdict[]> ClassifyAsync(ReadOnlyMemory<float> beats, CancellationToken cancel);

    /// <summary>The model set in force.</summary>
    ModelManifest Models { get; }

    /// <summary>Live beats waiting.</summary>
    int QueueDepth { get; }

    /// <summary>How long the live beat that is next has waited; zero when none waits.</summary>
    TimeSpan LongestWait { get; }

    /// <summary>Sizes of the runs of the last five to ten seconds, on demand included.</summary>
    BatchSizes RecentBatches { get; }
}
