namespace EcgStream.Bench.Measuring;

/// <summary>Least, middle and most of some repeats.</summary>
internal readonly record struct Spread(double Min, double Median, double Max)
{
    internal static Spread Of(IEnumerable<double> measured)
    {
        var values = measured.Order().ToArray();
        return new(values[0], values[values.Length / 2], values[^1]);
    }

    internal string Show(string format) =>
        $"{Min.ToString(format, null),10} {Median.ToString(format, null),10} {Max.ToString(format, null),10}";
}
