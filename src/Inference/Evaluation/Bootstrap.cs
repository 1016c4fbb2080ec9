namespace EcgStream.Inference.Evaluation;

/// <summary>
/// 95 % percentile intervals (Efron, 1979), from beats drawn again within each true class, so that class counts stay what
/// they are. The seed is fixed: the same answers give the same intervals.
/// </summary>
internal static class Bootstrap
{
    public const int Draws = 1_000;
    private const int Seed = 20_260_101;

    /// <summary>An interval for each figure, all from the same draws.</summary>
    public static Interval[] Of(ConfusionMatrix matrix, params Func<ConfusionMatrix, double>[] figures)
    {
        var random = new Random(Seed);
        var values = new double[figures.Length][];
        for (var f = 0; f < figures.Length; f++) values[f] = new double[Draws];
        for (var draw = 0; draw < Draws; draw++)
        {
            var again = matrix.Resample(random);
            for (var f = 0; f < figures.Length; f++) values[f][draw] = figures[f](again);
        }
        return [.. values.Select(Interval.Percentiles)];
    }
}
