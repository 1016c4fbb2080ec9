using System.Diagnostics.Metrics;

namespace EcgStream.Bench.Store;

/// <summary>Counts the store's transactions by its own meter.</summary>
internal sealed class TransactionCount : IDisposable
{
    private readonly MeterListener _listener = new();
    private long _count;

    public TransactionCount()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "ecgstream.history.transaction.requests") listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>((_, _, _, _) => Interlocked.Increment(ref _count));
        _listener.Start();
    }

    public long Count => Interlocked.Read(ref _count);

    public void Dispose() => _listener.Dispose();
}
