namespace EcgStream.Signal.Tests.Features;

/// <summary>Two leads with P, QRS and T waves at given R peaks, mV; wide beats without P wave where asked.</summary>
internal sealed class MadeEcg
{
    public const int RateHz = 360;

    public MadeEcg(IReadOnlyList<double> rrSeconds, Func<int, bool>? isWide = null)
    {
        var at = 1.0;
        foreach (var rr in rrSeconds) Peaks.Add((long)((at += rr) * RateHz));
        Frames = new float[(Peaks[^1] + RateHz) * 2];
        for (var i = 0; i < Peaks.Count; i++) AddBeat(Peaks[i], isWide?.Invoke(i) == true);
    }

    public List<long> Peaks { get; } = [];

    /// <summary>float[frames × 2].</summary>
    public float[] Frames { get; }

    public static SignalFormat Format { get; } = new(RateHz, ["MLII", "V1"]);

    private void AddBeat(long peak, bool wide)
    {
        if (!wide) Add(peak, -0.16, 0.15, 0.025);
        Add(peak, 0, wide ? 1.6 : 1.2, wide ? 0.05 : 0.012);
        Add(peak, wide ? 0.25 : 0.28, wide ? -0.4 : 0.3, 0.05);
    }

    private void Add(long peak, double offset, double height, double width)
    {
        var center = peak / (double)RateHz + offset;
        for (var i = (long)((center - 4 * width) * RateHz); i < (center + 4 * width) * RateHz; i++)
        {
            if (i < 0 || i >= Frames.Length / 2) continue;
            var z = (i / (double)RateHz - center) / width;
            var value = (float)(height * Math.Exp(-z * z / 2));
            Frames[2 * i] += value;
            Frames[2 * i + 1] -= 0.5f * value;
        }
    }
}
