using EcgStream.Signal.Beats;
using EcgStream.Simulator.Beats;

namespace EcgStream.Simulator.Ward;

/// <summary>Sinus rhythm with at most 0.2 % supraventricular ectopic beats.</summary>
public sealed class HealthyScenario : IScenario
{
    /// <inheritdoc/>
    public string Name => "healthy";

    /// <inheritdoc/>
    public string Description => "sinus rhythm, one supraventricular ectopic beat in 1,000: no alarm";

    /// <inheritdoc/>
    public ScenarioBeat At(ulong seed, int patient, long beat)
    {
        var ectopic = Draws.Unit(Draws.Bits(seed, patient, beat, Rhythm.ClassPurpose)) < 0.001;
        var rr = Rhythm.SinusRr(seed, patient, beat);
        return ectopic ? new(BeatClass.SupraventricularEctopic, rr * 0.75) : new(BeatClass.Normal, rr);
    }
}
