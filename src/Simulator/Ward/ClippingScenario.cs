using EcgStream.Signal.Beats;

namespace EcgStream.Simulator.Ward;

/// <summary>Sinus rhythm cut off at ± 0.8 z-score units for 30 of every 90 beats, as by an amplifier at its limit.</summary>
public sealed class ClippingScenario : IScenario
{
    private const float Limit = 0.8f;
    private static readonly Episode Clipped = new(Period: 90, FirstOnset: 10, Spread: 12, Length: 30);

    /// <inheritdoc/>
    public string Name => "clipping";

    /// <inheritdoc/>
    public string Description => "normal beats cut off at ± 0.8 for 30 of every 90 beats";

    /// <inheritdoc/>
    public ScenarioBeat At(ulong seed, int patient, long beat) => new(BeatClass.Normal, Rhythm.SinusRr(seed, patient, beat));

    /// <inheritdoc/>
    public float[] Shape(float[] samples, ulong seed, int patient, long beat) => Clipped.PhaseAt(seed, patient, beat) is null
        ? samples
        : Array.ConvertAll(samples, sample => Math.Clamp(sample, -Limit, Limit));
}
