using EcgStream.Signal.Beats;

namespace EcgStream.Simulator.Ward;

/// <summary>Single R-on-T premature ventricular contractions, one in every 20 beats, at half the RR interval and followed by a pause.</summary>
public sealed class ROnTScenario : IScenario
{
    private static readonly Episode Single = new(Period: 20, FirstOnset: 4, Spread: 10, Length: 2);

    /// <inheritdoc/>
    public string Name => "r-on-t";

    /// <inheritdoc/>
    public string Description => "a single PVC on the T wave every 20 beats";

    /// <inheritdoc/>
    public ScenarioBeat At(ulong seed, int patient, long beat)
    {
        var rr = Rhythm.SinusRr(seed, patient, beat);
        return Single.PhaseAt(seed, patient, beat) switch
        {
            0 => new(BeatClass.ROnTPvc, rr * 0.5),
            1 => new(BeatClass.Normal, rr * 1.5),
            _ => new(BeatClass.Normal, rr),
        };
    }
}
