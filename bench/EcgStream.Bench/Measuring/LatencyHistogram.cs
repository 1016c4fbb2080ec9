namespace EcgStream.Bench.Measuring;

/// <summary>Latencies to a tenth of a millisecond, up to a minute. Written by one thread, read when that is done.</summary>
internal sealed class LatencyHistogram
{
    private const double StepMs = 0.1;
    private readonly long[] _counts = new long[(int)(60_000 / StepMs)];
    private long _total;

    internal long Count => _total;

    internal void Add(double ms)
    {
        _counts[Math.Clamp((int)(ms / StepMs), 0, _counts.Length - 1)]++;
        _total++;
    }

    /// <summary>The latency that this share (0…1) does not exceed, ms; NaN when there is none.</summary>
    internal double Quantile(double share)
    {
        var left = (long)Math.Ceiling(share * _total);
        for (var i = 0; i < _counts.Length && _total > 0; i++)
            if ((left -= _counts[i]) <= 0) return Math.Round((i + 1) * StepMs, 1);
        return double.NaN;
    }
}
