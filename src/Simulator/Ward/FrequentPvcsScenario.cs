using EcgStream.Signal.Beats;
using EcgStream.Simulator.Beats;

namespace EcgStream.Simulator.Ward;

/// <summary>A single premature ventricular contraction in every four beats, 15 to 23 a minute, each followed by a compensatory pause.</summary>
public sealed class FrequentPvcsScenario : IScenario
{
    private const int Block = 4;

    /// <inheritdoc/>
    public string Name => "frequent-pvcs";

    /// <inheritdoc/>
    public string Description => "one single PVC in every 4 beats";

    /// <inheritdoc/>
    public ScenarioBeat At(ulong seed, int patient, long beat)
    {
        var rr = Rhythm.SinusRr(seed, patient, beat);
        if (IsPvc(seed, patient, beat)) return new(BeatClass.Pvc, rr * 0.7);
        return new(BeatClass.Normal, IsPvc(seed, patient, beat - 1) ? rr * 1.3 : rr);
    }

    // Third or fourth of its block: three to five beats apart, and so neither a couplet nor bigeminy.
    private static bool IsPvc(ulong seed, int patient, long beat) =>
        beat >= 0 && beat % Block == 2 + (long)(Draws.Bits(seed, patient, beat / Block, Rhythm.ClassPurpose) % 2);
}
