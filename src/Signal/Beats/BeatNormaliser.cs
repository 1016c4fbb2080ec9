namespace EcgStream.Signal.Beats;

/// <summary>
/// Brings a beat of any length and unit into the form of ECG5000: 140 samples, mean 0, standard deviation 1. The standard
/// deviation divides by n − 1, as in the data set (its beats measure 1.0000000 that way and 0.9964 with n).
/// </summary>
public static class BeatNormaliser
{
    /// <summary>Fewest samples taken: with less, QRS and T wave are a few points (a beat of 0.8 s at 20 Hz).</summary>
    public const int LeastSamples = 16;

    /// <summary>Most samples taken: a beat of 1.6 s at 2.5 kHz.</summary>
    public const int MostSamples = 4096;

    /// <summary>Resamples by linear interpolation, first sample on first and last on last, then z-normalises.</summary>
    /// <param name="samples">16…4,096 finite samples in any unit.</param>
    /// <param name="target">float[140].</param>
    /// <returns>False when the beat is flat: there is nothing to scale.</returns>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public static bool TryNormalise(ReadOnlySpan<float> samples, Span<float> target)
    {
        if (samples.Length is < LeastSamples or > MostSamples)
            throw new ArgumentException($"{LeastSamples}…{MostSamples} samples are taken, not {samples.Length}.", nameof(samples));
        if (target.Length != BeatFrame.SampleCount)
            throw new ArgumentException($"The target holds {BeatFrame.SampleCount} samples, not {target.Length}.", nameof(target));

        Span<double> resampled = stackalloc double[BeatFrame.SampleCount];
        var step = (samples.Length - 1.0) / (BeatFrame.SampleCount - 1);
        var (sum, largest) = (0.0, 0.0);
        for (var i = 0; i < resampled.Length; i++)
        {
            var at = i * step;
            var left = Math.Min((int)at, samples.Length - 2);
            resampled[i] = samples[left] + (at - left) * ((double)samples[left + 1] - samples[left]);
            sum += resampled[i];
            largest = Math.Max(largest, Math.Abs(resampled[i]));
        }

        var mean = sum / resampled.Length;
        var squares = 0.0;
        foreach (var sample in resampled) squares += (sample - mean) * (sample - mean);
        var deviation = Math.Sqrt(squares / (resampled.Length - 1));
        // What is left of a constant after rounding to float is no signal.
        if (!(deviation > largest * 1e-6)) return false;
        for (var i = 0; i < resampled.Length; i++) target[i] = (float)((resampled[i] - mean) / deviation);
        return true;
    }
}
