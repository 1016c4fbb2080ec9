using EcgStream.Signal.Beats;

namespace EcgStream.Simulator.Ward;

/// <summary>Sinus rhythm that falls to 34/min for 14 beats once in every 60.</summary>
public sealed class BradycardiaScenario : IScenario
{
    private static readonly Episode Slow = new(Period: 60, FirstOnset: 8, Spread: 12, Length: 14);

    /// <inheritdoc/>
    public string Name => "bradycardia";

    /// <inheritdoc/>
    public string Description => "34/min for 14 of every 60 beats";

    /// <inheritdoc/>
    public ScenarioBeat At(ulong seed, int patient, long beat) => new(BeatClass.Normal, Slow.PhaseAt(seed, patient, beat) is null
        ? Rhythm.SinusRr(seed, patient, beat)
        : 60_000 / 34.0 * Rhythm.Jitter(seed, patient, beat));
}
