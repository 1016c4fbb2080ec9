using System.Diagnostics.Metrics;

namespace EcgStream.Inference.Batching;

/// <summary>Counters of meter "EcgStream.Inference". No patient is named in them.</summary>
internal sealed class InferenceMeter : IDisposable
{
    public const string Name = "EcgStream.Inference";

    private readonly Meter _meter;
    private readonly Counter<long> _beats, _batches, _failed;
    private readonly Histogram<int> _batchSize;
    private readonly RecentBatches _recent;
    private long _beatTotal, _batchTotal, _failedTotal;

    public InferenceMeter(IMeterFactory? factory, TimeProvider clock, Func<int> live, Func<int> onDemand)
    {
        _recent = new(clock);
        _meter = factory?.Create(Name) ?? new Meter(Name);
        _beats = _meter.CreateCounter<long>("ecgstream.inference.beats", "{beat}", "Beats judged.");
        _batches = _meter.CreateCounter<long>("ecgstream.inference.batches", "{batch}", "Runs of the combined graph.");
        _failed = _meter.CreateCounter<long>("ecgstream.inference.failed", "{beat}", "Beats that could not be judged.");
        _batchSize = _meter.CreateHistogram<int>("ecgstream.inference.batch_size", "{beat}", "Beats in a run.");
        _meter.CreateObservableGauge("ecgstream.inference.queue_depth", live, "{beat}", "Live beats waiting.");
        _meter.CreateObservableGauge("ecgstream.inference.on_demand_waiting", onDemand, "{beat}", "Beats on demand waiting.");
    }

    public long Beats => Volatile.Read(ref _beatTotal);

    public long Batches => Volatile.Read(ref _batchTotal);

    public long Failed => Volatile.Read(ref _failedTotal);

    public BatchSizes Recent => _recent.Sizes;

    public void Ran(int size)
    {
        Interlocked.Increment(ref _batchTotal);
        _batches.Add(1);
        _batchSize.Record(size);
        _recent.Add(size);
    }

    public void Ended(int judged, int notJudged)
    {
        Interlocked.Add(ref _beatTotal, judged);
        _beats.Add(judged);
        if (notJudged == 0) return;
        Interlocked.Add(ref _failedTotal, notJudged);
        _failed.Add(notJudged);
    }

    // A meter of a factory is the factory's to dispose, which does not mind if it is done twice.
    public void Dispose() => _meter.Dispose();
}
