using EcgStream.Simulator.Replay;

namespace EcgStream.Simulator;

/// <summary>A ward to simulate.</summary>
/// <param name="Patients">1…100,000.</param>
/// <param name="Seconds">Wall-clock seconds until the end, or null to go on until stopped.</param>
/// <param name="Speed">Sample time per wall-clock time, 0.1…1,000.</param>
/// <param name="Seed">Same seed, same beats.</param>
/// <param name="Data">Folder of ECG5000, or null to look in the usual places.</param>
public sealed record WardOptions(int Patients, double? Seconds, double Speed, ulong Seed, string? Data)
{
    /// <summary>How to replay it; the end waits 30 s at most for what was sent to be stored.</summary>
    public ReplayOptions ToReplay() =>
        new(Speed, Seconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null, DrainTimeout: TimeSpan.FromSeconds(30));
}
