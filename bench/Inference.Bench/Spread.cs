namespace EcgStream.Inference.Bench;

/// <summary>Least, middle and most of some repeats.</summary>
internal readonly record struct Spread(double Min, double Median, double Max)
{
    public static Spread Of(int repeats, Func<double> measure) => Of(Enumerable.Range(0, repeats).Select(_ => measure()));

    public static Spread Of(IEnumerable<double> measured)
    {
        var values = measured.Order().ToArray();
        return new(values[0], values[values.Length / 2], values[^1]);
    }
}
