namespace EcgStream.Inference.Evaluation;

/// <summary>A 95 % interval.</summary>
public readonly record struct Interval(double Low, double High)
{
    private const double Z = 1.959963984540054; // 97.5th percentile of the normal distribution

    /// <summary>Of a proportion (Wilson, JASA 22, 1927): honest for few beats and near 0 and 1.</summary>
    /// <param name="proportion">Observed share, 0…1.</param>
    /// <param name="n">Number of observations, or their effective number; without any the interval is 0…1.</param>
    public static Interval Wilson(double proportion, double n)
    {
        if (n <= 0) return new(0, 1);
        proportion = Math.Clamp(proportion, 0, 1); // a weighted share may miss 1 by a rounding
        var centre = (proportion + Z * Z / (2 * n)) / (1 + Z * Z / n);
        var half = Z / (1 + Z * Z / n) * Math.Sqrt(proportion * (1 - proportion) / n + Z * Z / (4 * n * n));
        return new(Math.Max(0, centre - half), Math.Min(1, centre + half));
    }

    /// <summary>The 2.5th to the 97.5th percentile, interpolated.</summary>
    /// <param name="values">At least one; sorted by this.</param>
    internal static Interval Percentiles(double[] values)
    {
        Array.Sort(values);
        return new(At(0.025), At(0.975));

        double At(double share)
        {
            var place = share * (values.Length - 1);
            var below = (int)place;
            var above = Math.Min(below + 1, values.Length - 1);
            return values[below] + (values[above] - values[below]) * (place - below);
        }
    }
}
