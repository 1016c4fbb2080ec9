using System.Collections.Concurrent;
using EcgStream.Contracts.Alarms;
using EcgStream.Contracts.Live;

namespace EcgStream.Grains.Tests.Support;

/// <summary>A viewer that remembers.</summary>
internal sealed class RecordingObserver : ILiveObserver
{
    internal ConcurrentQueue<AlarmRecord> Alarms { get; } = new();
    internal ConcurrentQueue<LiveVerdict> Verdicts { get; } = new();
    internal ConcurrentQueue<TraceBeat> Traces { get; } = new();

    public Task Receive(LiveBatch batch)
    {
        foreach (var alarm in batch.Alarms) Alarms.Enqueue(alarm);
        foreach (var verdict in batch.Verdicts) Verdicts.Enqueue(verdict);
        foreach (var beat in batch.Traces ?? []) Traces.Enqueue(beat);
        return Task.CompletedTask;
    }
}
