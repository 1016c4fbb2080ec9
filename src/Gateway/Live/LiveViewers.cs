using System.Collections.Concurrent;
using System.Threading.Channels;
using EcgStream.Contracts.Live;
using EcgStream.Contracts.Patients;
using EcgStream.History;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;

namespace EcgStream.Gateway.Live;

/// <summary>
/// All viewers of the hub. Handing something to them never blocks: each has its own bounded queues and its own pump, so
/// that a slow browser is alone with its slowness. (A SignalR group would wait for its slowest member.)
/// </summary>
internal sealed class LiveViewers(
    IHubContext<MonitorHub> hub, IHistory history, UnstoredAlarms unstored, ILogger<LiveViewers> log)
{
    private readonly ConcurrentDictionary<string, LiveViewer> _viewers = new(StringComparer.Ordinal);

    // One token is enough: whoever waits looks at all viewers.
    private readonly Channel<bool> _tracesChanged = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public bool AnyOnWard => _viewers.Any(v => v.Value.OnWard);

    public LiveViewer Add(string connectionId)
    {
        var viewer = new LiveViewer(hub.Clients.Client(connectionId), history, unstored, log);
        _viewers[connectionId] = viewer;
        viewer.Start();
        return viewer;
    }

    public LiveViewer? Find(string connectionId) => _viewers.GetValueOrDefault(connectionId);

    public void Remove(string connectionId)
    {
        if (!_viewers.TryRemove(connectionId, out var viewer)) return;
        viewer.Stop();
        TracesChanged();
    }

    /// <summary>All patients whose signal somebody looks at.</summary>
    public string[] Traced => [.. _viewers.Values.SelectMany(v => v.Traced).Distinct(StringComparer.Ordinal)];

    /// <summary>Somebody looks at other patients than before.</summary>
    public void TracesChanged() => _tracesChanged.Writer.TryWrite(true);

    /// <summary>Completes when <see cref="Traced"/> may have changed.</summary>
    public async Task WaitForTracesAsync(CancellationToken cancel) => await _tracesChanged.Reader.ReadAsync(cancel);

    public void Publish(LiveBatch batch)
    {
        var stored = false;
        foreach (var alarm in batch.Alarms)
        {
            unstored.Note(alarm);
            stored |= alarm.Stored;
        }

        foreach (var (_, viewer) in _viewers)
        {
            viewer.OfferAlarms(batch.Alarms);
            viewer.OfferVerdicts(batch.Verdicts);
            viewer.OfferTraces(batch.Traces ?? []);
        }

        if (stored) AlarmsStored();
    }

    /// <summary>Something was committed: who follows alarms reads on from its cursor.</summary>
    public void AlarmsStored()
    {
        foreach (var (_, viewer) in _viewers) viewer.ReadAlarms();
    }

    public void PublishWard(IReadOnlyList<PatientStatus> ward)
    {
        foreach (var (_, viewer) in _viewers) viewer.OfferWard(ward);
    }
}
