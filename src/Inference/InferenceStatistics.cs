namespace EcgStream.Inference;

/// <summary>Counts since start.</summary>
/// <param name="Beats">Beats judged, live and on demand.</param>
/// <param name="Batches">Runs of the combined graph.</param>
/// <param name="Failed">Beats that could not be judged.</param>
/// <param name="QueueDepth">Live beats waiting.</param>
/// <param name="OnDemandWaiting">Beats on demand waiting.</param>
public readonly record struct InferenceStatistics(long Beats, long Batches, long Failed, int QueueDepth, int OnDemandWaiting)
{
    /// <summary>Beats a run; 0 before the first.</summary>
    public double MeanBatchSize => Batches == 0 ? 0 : (double)(Beats + Failed) / Batches;
}
