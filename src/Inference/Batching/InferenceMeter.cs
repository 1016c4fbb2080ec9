using System.Diagnostics.Metrics;

namespace EcgStream.Inference.Batching;

/// <summary>Counters of meter "EcgStream.Inference". No patient is named in them.</summary>
internal sealed class InferenceMeter : IDisposable
{
    public const string Name = "EcgStream.Inference";

    private readonly Meter meter;
    private readonly Counter<long> beats, batches, failed;
    private readonly Histogram<int> batchSize;
    private long beatTotal, batchTotal, failedTotal;

    public InferenceMeter(IMeterFactory? factory, Func<int> live, Func<int> onDemand)
    {
        meter = factory?.Create(Name) ?? new Meter(Name);
        beats = meter.CreateCounter<long>("ecgstream.inference.beats", "{beat}", "Beats judged.");
        batches = meter.CreateCounter<long>("ecgstream.inference.batches", "{batch}", "Runs of the combined graph.");
        failed = meter.CreateCounter<long>("ecgstream.inference.failed", "{beat}", "Beats that could not be judged.");
        batchSize = meter.CreateHistogram<int>("ecgstream.inference.batch_size", "{beat}", "Beats in a run.");
        meter.CreateObservableGauge("ecgstream.inference.queue_depth", live, "{beat}", "Live beats waiting.");
        meter.CreateObservableGauge("ecgstream.inference.on_demand_waiting", onDemand, "{beat}", "Beats on demand waiting.");
    }

    public long Beats => Volatile.Read(ref beatTotal);

    public long Batches => Volatile.Read(ref batchTotal);

    public long Failed => Volatile.Read(ref failedTotal);

    public void Ran(int size)
    {
        Interlocked.Increment(ref batchTotal);
        batches.Add(1);
        batchSize.Record(size);
    }

    public void Ended(int judged, int notJudged)
    {
        Interlocked.Add(ref beatTotal, judged);
        beats.Add(judged);
        if (notJudged == 0) return;
        Interlocked.Add(ref failedTotal, notJudged);
        failed.Add(notJudged);
    }

    // A meter of a factory is the factory's to dispose, which does not mind if it is done twice.
    public void Dispose() => meter.Dispose();
}
