using EcgStream.Signal.Beats;

namespace EcgStream.Simulator.Ward;

/// <summary>Sinus rhythm whose producer falls silent for 15 s once in every 60 beats. Told by the server's clock: at another speed than 1 it takes another time.</summary>
public sealed class SignalLostScenario : IScenario
{
    private static readonly Episode Gone = new(Period: 60, FirstOnset: 6, Spread: 12, Length: 1);

    /// <inheritdoc/>
    public string Name => "signal-lost";

    /// <inheritdoc/>
    public string Description => "the producer silent for 15 s once in every 60 beats (at speed 1)";

    /// <inheritdoc/>
    public ScenarioBeat At(ulong seed, int patient, long beat) => new(
        BeatClass.Normal, Rhythm.SinusRr(seed, patient, beat), Gone.PhaseAt(seed, patient, beat) is null ? 0 : 15_000, Silence.Lost);
}
