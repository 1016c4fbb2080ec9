namespace EcgStream.Inference.Evaluation;

/// <summary>How far stated probabilities are from observed frequencies.</summary>
public static class Calibration
{
    /// <summary>Bins of equal width.</summary>
    public const int Bins = 15;

    /// <summary>Expected calibration error of the top class (Guo et al., ICML 2017).</summary>
    /// <param name="confidence">Stated probability of each answer, 0…1.</param>
    /// <param name="right">Whether it is right.</param>
    /// <param name="weights">What each counts for.</param>
    public static double ExpectedError(ReadOnlySpan<double> confidence, ReadOnlySpan<bool> right, ReadOnlySpan<double> weights)
    {
        var error = 0.0;
        foreach (var bin in Reliability(confidence, right, weights)) error += bin.Share * Math.Abs(bin.Confidence - bin.Accuracy);
        return error;
    }

    /// <summary>The bins of a reliability diagram; empty ones are left out.</summary>
    /// <inheritdoc cref="ExpectedError"/>
    public static IReadOnlyList<ReliabilityBin> Reliability(
        ReadOnlySpan<double> confidence, ReadOnlySpan<bool> right, ReadOnlySpan<double> weights)
    {
        Span<(int Beats, double Weight, double Stated, double Right)> sums = stackalloc (int, double, double, double)[Bins];
        sums.Clear();
        var all = 0.0;
        for (var i = 0; i < confidence.Length; i++)
        {
            ref var sum = ref sums[Math.Min((int)(confidence[i] * Bins), Bins - 1)];
            sum = (sum.Beats + 1, sum.Weight + weights[i], sum.Stated + weights[i] * confidence[i], sum.Right + (right[i] ? weights[i] : 0));
            all += weights[i];
        }

        var bins = new List<ReliabilityBin>(Bins);
        for (var i = 0; i < Bins; i++)
            if (sums[i] is { Weight: > 0 } sum)
                bins.Add(new((double)i / Bins, (i + 1.0) / Bins, sum.Beats, sum.Weight / all, sum.Stated / sum.Weight, sum.Right / sum.Weight));
        return bins;
    }
}
