namespace EcgStream.Signal.Beats;

/// <summary>Where a beat's time went.</summary>
/// <param name="Due">When its last sample was due by the producer's clock.</param>
/// <param name="Received">When the patient's grain had all of its samples.</param>
/// <param name="Batched">When its micro-batch was closed.</param>
/// <param name="Inferred">When its verdict was known.</param>
public readonly record struct BeatTimes(
    DateTimeOffset Due, DateTimeOffset Received, DateTimeOffset Batched, DateTimeOffset Inferred);
