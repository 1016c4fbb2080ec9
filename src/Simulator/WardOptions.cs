using EcgStream.Simulator.Beats;
using EcgStream.Simulator.Replay;
using EcgStream.Simulator.Ward;

namespace EcgStream.Simulator;

/// <summary>A ward to simulate.</summary>
/// <param name="Patients">1…100,000.</param>
/// <param name="Seconds">Wall-clock seconds until the end, or null to go on until stopped.</param>
/// <param name="Speed">Sample time per wall-clock time, 0.1…1,000.</param>
/// <param name="Seed">Same seed, same beats.</param>
/// <param name="Data">Folder of ECG5000, or null to look in the usual places.</param>
/// <param name="Scenario">The scenario of all patients, or null for the standard ward.</param>
/// <param name="Demo">The script of a demonstration, or null.</param>
public sealed record WardOptions(int Patients, double? Seconds, double Speed, ulong Seed, string? Data, IScenario? Scenario = null,
    DemoScript? Demo = null)
{
    /// <summary>The ward.</summary>
    public WardPlan ToPlan(IBeatSource source) => new(Patients, Seed, source, Scenario, Demo);

    /// <summary>How to replay it; the end waits 45 s at most for what was sent to be stored: longer than a gap until it is given up.</summary>
    public ReplayOptions ToReplay() =>
        new(Speed, Seconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null, DrainTimeout: TimeSpan.FromSeconds(45));
}
