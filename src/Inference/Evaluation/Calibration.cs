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
        Span<double> gap = stackalloc double[Bins];
        gap.Clear();
        var all = 0.0;
        for (var i = 0; i < confidence.Length; i++)
        {
            gap[Math.Min((int)(confidence[i] * Bins), Bins - 1)] += weights[i] * (confidence[i] - (right[i] ? 1 : 0));
            all += weights[i];
        }

        var sum = 0.0;
        foreach (var bin in gap) sum += Math.Abs(bin);
        return all == 0 ? 0 : sum / all;
    }
}
