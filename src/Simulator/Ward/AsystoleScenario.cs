using EcgStream.Signal.Beats;

namespace EcgStream.Simulator.Ward;

/// <summary>Sinus rhythm in which the heart stops for 7 s once in every 60 beats, while the producer watches.</summary>
public sealed class AsystoleScenario : IScenario
{
    private static readonly Episode Stop = new(Period: 60, FirstOnset: 6, Spread: 12, Length: 1);

    /// <inheritdoc/>
    public string Name => "asystole";

    /// <inheritdoc/>
    public string Description => "no beat for 7 s once in every 60 beats";

    /// <inheritdoc/>
    public ScenarioBeat At(ulong seed, int patient, long beat) => new(
        BeatClass.Normal, Rhythm.SinusRr(seed, patient, beat), Stop.PhaseAt(seed, patient, beat) is null ? 0 : 7_000);
}
