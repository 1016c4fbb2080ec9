using System.Numerics.Tensors;

namespace EcgStream.Signal.Quality;

/// <summary>
/// Judges the raw samples of a beat, with no model. The three figures and their limits are the project's own: none of the
/// 500 beats of ECG5000's TRAIN split comes near them (a later look at the 4,153 of TEST found 2 noisy ones).
/// </summary>
public static class SignalQualityCheck
{
    /// <summary>Mean magnitude of the second difference from which a beat is noisy, z-score units. TRAIN: 0.14, at most 0.61; with white noise of ± 1 added about 1.</summary>
    public const float NoisyFrom = 0.7f;

    /// <summary>Samples in a row at an extreme from which a beat is clipped. TRAIN: at most 3; cut off at ± 1 mostly 11.</summary>
    public const int ClippedFrom = 8;

    /// <summary>Peak-to-peak amplitude below which a beat is flat, z-score units. TRAIN: at least 2.9.</summary>
    public const float FlatBelow = 0.2f;

    private const float AtExtreme = 1e-3f; // of the peak-to-peak amplitude

    /// <summary>What is wrong with a beat.</summary>
    /// <param name="samples">float[140], z-score units.</param>
    public static SignalQuality Of(ReadOnlySpan<float> samples)
    {
        var (low, high) = (TensorPrimitives.Min(samples), TensorPrimitives.Max(samples));
        var range = high - low;
        if (!(range >= FlatBelow)) return SignalQuality.Flat;
        var quality = SignalQuality.Good;
        if (Roughness(samples) >= NoisyFrom * (samples.Length - 2)) quality |= SignalQuality.Noisy;
        if (IsClipped(samples, low + AtExtreme * range, high - AtExtreme * range)) quality |= SignalQuality.Clipped;
        return quality;
    }

    /// <summary>Sum of the magnitudes of the second differences.</summary>
    private static float Roughness(ReadOnlySpan<float> samples)
    {
        Span<float> slopes = stackalloc float[samples.Length - 1];
        TensorPrimitives.Subtract(samples[1..], samples[..^1], slopes);
        Span<float> bends = stackalloc float[samples.Length - 2];
        TensorPrimitives.Subtract(slopes[1..], slopes[..^1], bends);
        return TensorPrimitives.SumOfMagnitudes<float>(bends);
    }

    private static bool IsClipped(ReadOnlySpan<float> samples, float low, float high)
    {
        // So many in a row hold one whose number, counted from 1, is a multiple of that: most beats need no look at the others.
        for (var i = ClippedFrom - 1; i < samples.Length; i += ClippedFrom)
            if (samples[i] <= low || samples[i] >= high) return LongestAtExtreme(samples, low, high) >= ClippedFrom;
        return false;
    }

    private static int LongestAtExtreme(ReadOnlySpan<float> samples, float low, float high)
    {
        int longest = 0, atLow = 0, atHigh = 0;
        foreach (var sample in samples)
        {
            atLow = sample <= low ? atLow + 1 : 0;
            atHigh = sample >= high ? atHigh + 1 : 0;
            longest = Math.Max(longest, Math.Max(atLow, atHigh));
        }

        return longest;
    }
}
