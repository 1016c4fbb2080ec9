using EcgStream.Signal.Beats;

namespace EcgStream.Simulator.Ward;

/// <summary>Sinus rhythm with two premature ventricular contractions in a row once in every 24 beats, then a pause.</summary>
public sealed class CoupletsScenario : IScenario
{
    private static readonly Episode Couplet = new(Period: 24, FirstOnset: 4, Spread: 12, Length: 3);

    /// <inheritdoc/>
    public string Name => "couplets";

    /// <inheritdoc/>
    public string Description => "two PVCs in a row every 24 beats: events, no sound";

    /// <inheritdoc/>
    public ScenarioBeat At(ulong seed, int patient, long beat)
    {
        var rr = Rhythm.SinusRr(seed, patient, beat);
        return Couplet.PhaseAt(seed, patient, beat) switch
        {
            0 or 1 => new(BeatClass.Pvc, rr * 0.7),
            2 => new(BeatClass.Normal, rr * 1.3),
            _ => new(BeatClass.Normal, rr),
        };
    }
}
