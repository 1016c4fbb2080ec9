using EcgStream.Signal.Beats;

namespace EcgStream.Simulator.Ward;

/// <summary>Sinus rhythm with a stretch in which every other beat is a premature ventricular contraction: 12 of 24, once in every 72 beats.</summary>
public sealed class BigeminyScenario : IScenario
{
    private static readonly Episode Stretch = new(Period: 72, FirstOnset: 6, Spread: 12, Length: 24);

    /// <inheritdoc/>
    public string Name => "bigeminy";

    /// <inheritdoc/>
    public string Description => "every other beat a PVC for 24 of every 72 beats";

    /// <inheritdoc/>
    public ScenarioBeat At(ulong seed, int patient, long beat)
    {
        var rr = Rhythm.SinusRr(seed, patient, beat);
        if (Stretch.PhaseAt(seed, patient, beat) is not { } phase) return new(BeatClass.Normal, rr);
        return phase % 2 == 0 ? new(BeatClass.Pvc, rr * 0.7) : new(BeatClass.Normal, rr * 1.3);
    }
}
