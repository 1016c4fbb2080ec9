using HdrHistogram;

namespace EcgStream.Bench.Measuring;

/// <summary>Latencies up to an hour, to three significant digits. Written by one thread at a time, read when that is done.</summary>
internal sealed class LatencyHistogram
{
    private static readonly long Longest = (long)TimeSpan.FromHours(1).TotalMicroseconds;
    private readonly LongHistogram _microseconds = new(Longest, numberOfSignificantValueDigits: 3);

    internal long Count => _microseconds.TotalCount;

    internal void Add(double ms) => _microseconds.RecordValue(Math.Clamp((long)(ms * 1_000), 0, Longest));

    /// <summary>The latency that this share (0…1) does not exceed, ms; NaN when there is none.</summary>
    internal double Quantile(double share) =>
        Count == 0 ? double.NaN : Math.Round(_microseconds.GetValueAtPercentile(100 * share) / 1_000.0, 1);
}
