using EcgStream.Signal.Beats;
using EcgStream.Simulator.Beats;

namespace EcgStream.Simulator.Ward;

/// <summary>A few single premature ventricular contractions a minute, each followed by a compensatory pause.</summary>
public sealed class EctopicScenario : IScenario
{
    private const double PvcShare = 0.05; // ~ 4 a minute at 75/min

    /// <inheritdoc/>
    public string Name => "ectopic";

    /// <inheritdoc/>
    public string Description => "a few single PVCs a minute: no alarm";

    /// <inheritdoc/>
    public ScenarioBeat At(ulong seed, int patient, long beat)
    {
        var rr = Rhythm.SinusRr(seed, patient, beat);
        if (IsPvc(seed, patient, beat)) return new(BeatClass.Pvc, rr * 0.7);
        return new(BeatClass.Normal, IsPvc(seed, patient, beat - 1) ? rr * 1.3 : rr);
    }

    // Never two in a row: a couplet is another scenario.
    private static bool IsPvc(ulong seed, int patient, long beat) =>
        Draw(seed, patient, beat) < PvcShare && Draw(seed, patient, beat - 1) >= PvcShare;

    private static double Draw(ulong seed, int patient, long beat) =>
        Draws.Unit(Draws.Bits(seed, patient, beat, Rhythm.ClassPurpose));
}
