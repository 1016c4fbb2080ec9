using System.Collections.Concurrent;
using System.Threading.Channels;
using EcgStream.Contracts.Alarms;
using EcgStream.Contracts.Live;
using EcgStream.Contracts.Patients;
using EcgStream.History;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;

namespace EcgStream.Gateway.Live;

/// <summary>One connection to the hub: what it watches, and the pump that sends it.</summary>
internal sealed class LiveViewer(IClientProxy client, IHistory history, UnstoredAlarms unstored, ILogger log)
{
    // About a second of batches; when full the oldest goes, a trace has no past.
    private readonly Channel<LiveVerdict[]> _verdicts = Channel.CreateBounded<LiveVerdict[]>(
        new BoundedChannelOptions(16) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    // The same for signals: what is not drawn now is of no use later.
    private readonly Channel<TraceBeat[]> _traces = Channel.CreateBounded<TraceBeat[]>(
        new BoundedChannelOptions(16) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    // One token is enough to wake the pump, which then looks at everything.
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private readonly ConcurrentDictionary<string, bool> _patients = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _traced = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _gone = new();
    private readonly WardChanges _changes = new();
    private volatile AlarmFollower? _alarms;
    private volatile bool _onWard;
    private volatile bool _allVerdicts;
    private volatile IReadOnlyList<PatientStatus>? _ward;

    public bool OnWard => _onWard;

    public void Start() => _ = Task.Run(PumpAsync);

    public void Stop()
    {
        _gone.Cancel();
        _wake.Writer.TryComplete();
    }

    public void JoinWard(bool verdicts)
    {
        _allVerdicts = verdicts;
        _onWard = true;
    }

    public void LeaveWard() => _onWard = _allVerdicts = false;

    public void JoinPatient(string id) => _patients[id] = true;

    public void LeavePatient(string id) => _patients.TryRemove(id, out _);

    public int PatientCount => _patients.Count;

    /// <summary>Patients whose signal this viewer looks at.</summary>
    public IEnumerable<string> Traced => _traced.Keys;

    public int TraceCount => _traced.Count;

    public void JoinTrace(string[] ids)
    {
        foreach (var id in ids) _traced[id] = true;
    }

    public void LeaveTrace(string[] ids)
    {
        foreach (var id in ids) _traced.TryRemove(id, out _);
    }

    /// <summary>Follows alarms from a cursor, or from those that stand; joining again starts over.</summary>
    public void JoinAlarms(long? cursor)
    {
        var follower = new AlarmFollower(cursor, history, unstored);
        // Listening before the snapshot is read, so that nothing falls between the two.
        _alarms = follower;
        foreach (var alarm in unstored.All) follower.Offer(alarm);
        follower.ReadOn();
        Wake();
    }

    public void OfferVerdicts(LiveVerdict[] batch)
    {
        if (batch.Length == 0) return;
        if (!_allVerdicts)
        {
            if (_patients.IsEmpty) return;
            batch = Array.FindAll(batch, v => _patients.ContainsKey(v.PatientId));
            if (batch.Length == 0) return;
        }

        _verdicts.Writer.TryWrite(batch);
        Wake();
    }

    public void OfferTraces(TraceBeat[] batch)
    {
        if (batch.Length == 0 || _traced.IsEmpty) return;
        var mine = Array.FindAll(batch, beat => _traced.ContainsKey(beat.PatientId));
        if (mine.Length == 0) return;
        _traces.Writer.TryWrite(mine);
        Wake();
    }

    public void OfferAlarms(AlarmRecord[] batch)
    {
        if (_alarms is not { } alarms) return;
        var any = false;
        foreach (var alarm in batch)
        {
            if (alarm.Stored) continue; // comes from History, in commit order
            alarms.Offer(alarm);
            any = true;
        }

        if (any) Wake();
    }

    public void ReadAlarms()
    {
        if (_alarms is not { } alarms) return;
        alarms.ReadOn();
        Wake();
    }

    /// <summary>Takes the ward as it is; one that is not sent yet is replaced.</summary>
    public void OfferWard(IReadOnlyList<PatientStatus> ward)
    {
        if (!_onWard) return;
        _ward = ward;
        Wake();
    }

    private void Wake() => _wake.Writer.TryWrite(true);

    private async Task PumpAsync()
    {
        var gone = _gone.Token;
        try
        {
            while (await _wake.Reader.WaitToReadAsync(gone))
            {
                _wake.Reader.TryRead(out _);
                await SendAlarmsAsync(gone);
                if (Interlocked.Exchange(ref _ward, null) is { } ward)
                    await SendAsync(MonitorHub.Status, _changes.Since(ward), gone);
                // Alarms go first: after each batch of verdicts and traces there is another look at them.
                var more = false;
                if (_verdicts.Reader.TryRead(out var batch))
                {
                    await SendAsync(MonitorHub.Verdicts, batch, gone);
                    more = true;
                }

                if (_traces.Reader.TryRead(out var traces))
                {
                    await SendAsync(MonitorHub.Trace, traces, gone);
                    more = true;
                }

                if (more) Wake();
            }
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The viewer has left.
        }
        catch (Exception fault)
        {
            LiveLog.ViewerFailed(log, fault);
        }
    }

    // Waits while the connection's buffer is full; GatewayEndpoints says for how long.
    private Task SendAsync(string name, object what, CancellationToken gone) => client.SendAsync(name, what, gone).WaitAsync(gone);

    private async Task SendAlarmsAsync(CancellationToken gone)
    {
        if (_alarms is not { } alarms) return;
        try
        {
            await foreach (var alarm in alarms.ReadAsync(gone)) await SendAsync(MonitorHub.Alarm, alarm, gone);
        }
        catch (Exception fault) when (!gone.IsCancellationRequested)
        {
            // The cursor stands where it was: the next tick reads on from there.
            alarms.ReadLater();
            LiveLog.AlarmsUnread(log, fault);
        }
    }
}
