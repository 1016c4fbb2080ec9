namespace EcgStream.Signal.Features;

/// <summary>How the shape of a beat in one lead differs from the patient's running beat.</summary>
internal static class BeatShape
{
    /// <summary>Number of values.</summary>
    public const int ValueCount = 8;

    private const int QrsFrom = BeatInput.Before - 18; // ± 0.1 s
    private const int QrsLength = 36;
    private const int PFrom = BeatInput.Before - 54; // 0.3 to 0.07 s before R
    private const int PLength = 42;
    private const int WidthFrom = BeatInput.Before - 36; // ± 0.2 s
    private const int WidthLength = 72;
    private const float MostDifference = 5;

    // mV; keep a flat stretch from giving ratios of noise.
    private const double QrsFloor = 0.02;
    private const double PFloor = 0.01;
    private const double DifferenceFloor = 0.03;

    /// <summary>Names of the values, in order.</summary>
    public static IReadOnlyList<string> ValueNames { get; } =
    [
        "QRS correlation", "correlation", "P wave correlation", "QRS energy", "P wave energy", "QRS difference", "P wave difference", "width",
    ];

    /// <summary>The part of a window that holds the QRS complex, 0.1 s to either side of R.</summary>
    public static ReadOnlySpan<float> Qrs(ReadOnlySpan<float> window) => window.Slice(QrsFrom, QrsLength);

    /// <summary>Computes the values.</summary>
    /// <param name="beat">float[162], mV.</param>
    /// <param name="running">float[162], mV.</param>
    /// <param name="values">float[<see cref="ValueCount"/>].</param>
    public static void Describe(ReadOnlySpan<float> beat, ReadOnlySpan<float> running, Span<float> values)
    {
        var qrs = Qrs(beat);
        var runningQrs = Qrs(running);
        var p = beat.Slice(PFrom, PLength);
        var runningP = running.Slice(PFrom, PLength);
        values[0] = (float)Correlation(qrs, runningQrs);
        values[1] = (float)Correlation(beat, running);
        values[2] = (float)Correlation(p, runningP);
        values[3] = (float)Math.Log((Rms(qrs) + QrsFloor) / (Rms(runningQrs) + QrsFloor));
        values[4] = (float)Math.Log((Rms(p) + PFloor) / (Rms(runningP) + PFloor));
        values[5] = Math.Min(MostDifference, (float)(RmsDifference(qrs, runningQrs) / (Rms(runningQrs) + DifferenceFloor)));
        values[6] = Math.Min(MostDifference, (float)(RmsDifference(p, runningP) / (Rms(runningP) + DifferenceFloor)));
        values[7] = (float)Width(beat.Slice(WidthFrom, WidthLength));
    }

    /// <summary>Values of a lead that is absent: those of a beat that equals its running beat.</summary>
    public static void DescribeAbsent(Span<float> values)
    {
        values.Clear();
        values[..3].Fill(1);
        values[7] = AbsentWidth;
    }

    // A usual width (median over DS1), so that an absent lead says nothing.
    private const float AbsentWidth = 2.4f;

    /// <summary>Pearson correlation; 0 where one side is constant.</summary>
    public static double Correlation(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        double sumOne = 0, sumOther = 0;
        for (var i = 0; i < one.Length; i++) (sumOne, sumOther) = (sumOne + one[i], sumOther + other[i]);
        var (meanOne, meanOther) = (sumOne / one.Length, sumOther / other.Length);
        double squaresOne = 0, squaresOther = 0, products = 0;
        for (var i = 0; i < one.Length; i++)
        {
            var (a, b) = (one[i] - meanOne, other[i] - meanOther);
            squaresOne += a * a;
            squaresOther += b * b;
            products += a * b;
        }
        var norm = Math.Sqrt(squaresOne * squaresOther);
        return norm > 1e-9 ? products / norm : 0;
    }

    private static double Rms(ReadOnlySpan<float> samples)
    {
        double sum = 0;
        foreach (var sample in samples) sum += (double)sample * sample;
        return Math.Sqrt(sum / samples.Length);
    }

    private static double RmsDifference(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        double sum = 0;
        for (var i = 0; i < one.Length; i++)
        {
            double apart = one[i] - other[i];
            sum += apart * apart;
        }
        return Math.Sqrt(sum / one.Length);
    }

    /// <summary>Logarithm of the standard deviation, in samples, of where the slopes of the QRS lie.</summary>
    private static double Width(ReadOnlySpan<float> samples)
    {
        double sum = 1e-6, places = 0, squares = 0;
        for (var i = 1; i < samples.Length; i++)
        {
            double slope = Math.Abs(samples[i] - samples[i - 1]);
            sum += slope;
            places += slope * i;
            squares += slope * i * i;
        }
        var mean = places / sum;
        return Math.Log(Math.Sqrt(Math.Max(0, squares / sum - mean * mean)) + 1);
    }
}
