namespace EcgStream.History.Retention;

/// <summary>What a pass over the history has deleted.</summary>
/// <param name="Beats">Beats, with their waveforms.</param>
/// <param name="Records">Trend minutes, holes, cleared alarms and acts.</param>
/// <param name="Before">Beats that start before this are gone; null when none were due.</param>
public sealed record Trimmed(long Beats, long Records, DateTimeOffset? Before);
