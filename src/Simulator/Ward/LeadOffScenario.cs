using EcgStream.Signal.Beats;

namespace EcgStream.Simulator.Ward;

/// <summary>Sinus rhythm with a lead off for 12 s once in every 60 beats: longer than asystole takes, and none is told.</summary>
public sealed class LeadOffScenario : IScenario
{
    private static readonly Episode Off = new(Period: 60, FirstOnset: 6, Spread: 12, Length: 1);

    /// <inheritdoc/>
    public string Name => "lead-off";

    /// <inheritdoc/>
    public string Description => "a lead off for 12 s once in every 60 beats";

    /// <inheritdoc/>
    public ScenarioBeat At(ulong seed, int patient, long beat) => new(
        BeatClass.Normal, Rhythm.SinusRr(seed, patient, beat), Off.PhaseAt(seed, patient, beat) is null ? 0 : 12_000, Silence.LeadOff);
}
