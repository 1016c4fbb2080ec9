namespace EcgStream.Simulator.Replay;

/// <summary>How a ward is replayed.</summary>
/// <param name="Speed">Sample time per wall-clock time, 0.1…1,000; 1 is real time.</param>
/// <param name="Duration">How long beats are sent, wall-clock; null until stopped.</param>
/// <param name="DrainTimeout">How long the end waits for what was sent to be stored.</param>
/// <param name="Beats">Beats of each patient after which it is over, or null.</param>
public sealed record ReplayOptions(double Speed, TimeSpan? Duration, TimeSpan DrainTimeout, long? Beats = null);
