using EcgStream.Signal.Beats;

namespace EcgStream.Simulator.Ward;

/// <summary>Sinus rhythm with a run of 8 R-on-T ventricular beats at 150/min once in every 48 beats.</summary>
public sealed class VentricularTachycardiaScenario : IScenario
{
    private static readonly Episode Run = new(Period: 48, FirstOnset: 6, Spread: 12, Length: 8);

    /// <inheritdoc/>
    public string Name => "ventricular-tachycardia";

    /// <inheritdoc/>
    public string Description => "a run of 8 ventricular beats at 150/min every 48 beats";

    /// <inheritdoc/>
    public ScenarioBeat At(ulong seed, int patient, long beat) => Run.PhaseAt(seed, patient, beat) is null
        ? new(BeatClass.Normal, Rhythm.SinusRr(seed, patient, beat))
        : new(BeatClass.ROnTPvc, 60_000 / 150.0);
}
