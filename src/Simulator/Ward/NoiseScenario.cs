using EcgStream.Signal.Beats;
using EcgStream.Simulator.Beats;

namespace EcgStream.Simulator.Ward;

/// <summary>Sinus rhythm under muscle noise (white, ± 1.5 z-score units) for 30 of every 90 beats; samples are normalised again, as a gateway would.</summary>
public sealed class NoiseScenario : IScenario
{
    private const double Amplitude = 1.5;
    private static readonly Episode Noisy = new(Period: 90, FirstOnset: 10, Spread: 12, Length: 30);

    /// <inheritdoc/>
    public string Name => "noise";

    /// <inheritdoc/>
    public string Description => "normal beats under muscle noise for 30 of every 90 beats";

    /// <inheritdoc/>
    public ScenarioBeat At(ulong seed, int patient, long beat) => new(BeatClass.Normal, Rhythm.SinusRr(seed, patient, beat));

    /// <inheritdoc/>
    public float[] Shape(float[] samples, ulong seed, int patient, long beat)
    {
        if (Noisy.PhaseAt(seed, patient, beat) is null) return samples;
        var noisy = new double[samples.Length];
        for (var i = 0; i < samples.Length; i++)
            noisy[i] = samples[i] + Amplitude * (2 * Draws.Unit(Draws.Bits(seed, patient, beat, Rhythm.NoisePurpose + i)) - 1);
        var mean = noisy.Average();
        var deviation = Math.Sqrt(noisy.Average(sample => (sample - mean) * (sample - mean)));
        return Array.ConvertAll(noisy, sample => (float)((sample - mean) / deviation));
    }
}
