using EcgStream.Signal.Conditioning;

namespace EcgStream.Signal.Features;

/// <summary>
/// The last 250 RR intervals and what they say of the next. An early beat is judged by how early it is, and by how irregular the
/// rhythm is anyway: in atrial fibrillation half of all beats come early, and none is an ectopic beat for that reason.
/// </summary>
internal sealed class RrHistory
{
    /// <summary>Number of values.</summary>
    public const int ValueCount = 2 * Ratios + 1;

    /// <summary>Bytes of a snapshot.</summary>
    public const int SnapshotSize = Capacity * sizeof(ushort) + 2 * sizeof(int);

    private const int Capacity = 250;
    private const int Ratios = 9;
    private const int LocalCount = 8;
    private const int ChangeCount = 64;
    private const double ShortestSeconds = 0.15;
    private const double LongestSeconds = 3;
    private const double LongestNextSeconds = 1.8; // what a beat that waited in vain for the next one can tell
    private const double DefaultSeconds = 0.8;
    private const double UnitSeconds = 0.0001;

    // A regular rhythm changes by some 2 % from beat to beat; dividing by less would make noise of it.
    private const double LeastIrregularity = 0.05;
    private const double MostIrregularity = 0.6;

    private static readonly string[] RatioNames =
    [
        "RR / median of 8", "next RR / median of 8", "RR / previous RR", "RR / mean of 250", "previous RR / mean of 250",
        "RR before that / mean of 250", "next RR / mean of 250", "RR / 75th percentile of 250", "RR / 90th percentile of 250",
    ];

    private readonly ushort[] _ring = new ushort[Capacity]; // 0.1 ms
    private int _count;
    private int _next;

    /// <summary>Names of the values, in order; ratios are natural logarithms.</summary>
    public static IReadOnlyList<string> ValueNames { get; } =
        [.. RatioNames, .. RatioNames.Select(name => $"{name}, over irregularity"), "irregularity"];

    /// <summary>Median of the last eight intervals, s.</summary>
    public double LocalMedianSeconds
    {
        get
        {
            if (_count == 0) return DefaultSeconds;
            Span<ushort> last = stackalloc ushort[LocalCount];
            var n = Math.Min(_count, LocalCount);
            for (var i = 0; i < n; i++) last[i] = Back(i);
            return Percentile(Sorted(last[..n]), 0.5);
        }
    }

    /// <summary>Computes the values of a beat from the intervals before it.</summary>
    /// <param name="rrSeconds">RR before the beat.</param>
    /// <param name="nextSeconds">RR after it.</param>
    /// <param name="values">float[<see cref="ValueCount"/>].</param>
    public void Describe(double rrSeconds, double nextSeconds, Span<float> values)
    {
        var rr = Math.Log(Clip(rrSeconds) * UnitSeconds);
        var next = Math.Log(Math.Clamp(nextSeconds, ShortestSeconds, LongestNextSeconds));
        if (_count == 0)
        {
            values.Clear();
            values[1] = values[6] = (float)(next - rr);
            values[Ratios + 1] = values[Ratios + 6] = (float)(0.1 * (next - rr) / LeastIrregularity);
            return;
        }

        Span<ushort> sorted = stackalloc ushort[Capacity];
        sorted = sorted[.._count];
        _ring.AsSpan(0, _count).CopyTo(sorted);
        sorted.Sort();
        long sum = 0;
        foreach (var interval in sorted) sum += interval;
        var mean = Math.Log(sum * UnitSeconds / _count);
        var local = Math.Log(LocalMedianSeconds);
        var previous = Math.Log(Back(0) * UnitSeconds);
        var before = _count > 1 ? Math.Log(Back(1) * UnitSeconds) : previous;
        ReadOnlySpan<double> ratios =
        [
            rr - local, next - local, rr - previous, rr - mean, previous - mean, before - mean, next - mean,
            rr - Math.Log(Percentile(sorted, 0.75)), rr - Math.Log(Percentile(sorted, 0.9)),
        ];
        var irregularity = Irregularity(rr);
        for (var i = 0; i < Ratios; i++)
        {
            values[i] = (float)ratios[i];
            values[Ratios + i] = (float)(0.1 * ratios[i] / (irregularity + LeastIrregularity));
        }
        values[2 * Ratios] = (float)Math.Min(irregularity, MostIrregularity);
    }

    /// <summary>Adds an interval.</summary>
    public void Add(double rrSeconds)
    {
        _ring[_next] = Clip(rrSeconds);
        _next = (_next + 1) % Capacity;
        _count = Math.Min(_count + 1, Capacity);
    }

    public void Save(ref SnapshotWriter writer)
    {
        writer.Write(_count);
        writer.Write(_next);
        writer.WriteAll<ushort>(_ring);
    }

    public void Restore(ref SnapshotReader reader)
    {
        _count = reader.Read<int>();
        _next = reader.Read<int>();
        reader.ReadAll<ushort>(_ring);
    }

    /// <summary>Median change of the logarithm from interval to interval over the last 64: robust against single early beats.</summary>
    private double Irregularity(double rr)
    {
        Span<double> changes = stackalloc double[ChangeCount];
        var n = Math.Min(_count, ChangeCount);
        var later = rr;
        for (var i = 0; i < n; i++)
        {
            var earlier = Math.Log(Back(i) * UnitSeconds);
            changes[i] = Math.Abs(later - earlier);
            later = earlier;
        }
        changes = changes[..n];
        changes.Sort();
        return (changes[(n - 1) / 2] + changes[n / 2]) / 2;
    }

    private ushort Back(int beats) => _ring[(_next - 1 - beats + Capacity) % Capacity];

    private static ushort Clip(double seconds) => (ushort)Math.Round(Math.Clamp(seconds, ShortestSeconds, LongestSeconds) / UnitSeconds);

    private static Span<ushort> Sorted(Span<ushort> intervals)
    {
        intervals.Sort();
        return intervals;
    }

    private static double Percentile(ReadOnlySpan<ushort> sorted, double part)
    {
        var at = part * (sorted.Length - 1);
        var below = (int)at;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return (sorted[below] + (at - below) * (sorted[above] - sorted[below])) * UnitSeconds;
    }
}
