using EcgStream.Signal.Beats;
using EcgStream.Simulator.Beats;

namespace EcgStream.Simulator.Ward;

/// <summary>
/// Sinus rhythm with 3 or 4 premature ventricular contractions in a row at 130/min once in every 40 beats, then a pause. Which
/// kind they are is a matter of time: where the sinus rhythm is slow, beats at 130/min fall on T waves.
/// </summary>
public sealed class PvcBurstsScenario : IScenario
{
    private const int Longest = 4;
    private const double RrMs = 60_000 / 130.0;
    private static readonly Episode Burst = new(Period: 40, FirstOnset: 5, Spread: 12, Length: Longest + 1);

    /// <inheritdoc/>
    public string Name => "pvc-bursts";

    /// <inheritdoc/>
    public string Description => "3 or 4 PVCs in a row at 130/min every 40 beats";

    /// <inheritdoc/>
    public ScenarioBeat At(ulong seed, int patient, long beat)
    {
        var rr = Rhythm.SinusRr(seed, patient, beat);
        if (Burst.PhaseAt(seed, patient, beat) is not { } phase) return new(BeatClass.Normal, rr);
        var length = Longest - (int)(Draws.Bits(seed, patient, beat / Burst.Period, Rhythm.EpisodePurpose) % 2);
        return phase < length ? new(Rhythm.KindOfPvc(RrMs / Rhythm.MeanRr(seed, patient)), RrMs) : new(BeatClass.Normal, phase == length ? rr * 1.3 : rr);
    }
}
