using EcgStream.Signal.Beats;

namespace EcgStream.Simulator.Ward;

/// <summary>Sinus rhythm that rises to 155/min for 48 beats of normal form once in every 120.</summary>
public sealed class TachycardiaScenario : IScenario
{
    private static readonly Episode Fast = new(Period: 120, FirstOnset: 8, Spread: 12, Length: 48);

    /// <inheritdoc/>
    public string Name => "tachycardia";

    /// <inheritdoc/>
    public string Description => "155/min with normal beats for 48 of every 120 beats";

    /// <inheritdoc/>
    public ScenarioBeat At(ulong seed, int patient, long beat) => new(BeatClass.Normal, Fast.PhaseAt(seed, patient, beat) is null
        ? Rhythm.SinusRr(seed, patient, beat)
        : 60_000 / 155.0 * Rhythm.Jitter(seed, patient, beat));
}
