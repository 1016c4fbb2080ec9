using System.Runtime.CompilerServices;
using System.Threading.Channels;
using EcgStream.Contracts.Alarms;
using EcgStream.History;
using EcgStream.History.Queries;

namespace EcgStream.Gateway.Live;

/// <summary>
/// One viewer's place among the alarms. Stored changes are read from History by cursor, which makes them lossless and in
/// commit order whatever the live feed drops; unstored ones come from the live feed alone.
/// </summary>
internal sealed class AlarmFollower(long? cursor, IHistory history, UnstoredAlarms unstored)
{
    // When full the oldest goes: it comes from History as soon as it is stored.
    private readonly Channel<AlarmRecord> _unstored = Channel.CreateBounded<AlarmRecord>(
        new BoundedChannelOptions(1024) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    // What was last sent of an alarm: an unstored change that overtook its own commit must not undo it.
    private readonly Dictionary<string, DateTimeOffset> _sent = new(StringComparer.Ordinal);
    private const int MostRemembered = 1024;

    private static readonly AlarmState[] Standing = [AlarmState.Active, AlarmState.Latched, AlarmState.Acknowledged];

    private long? _cursor = cursor;
    private int _due;

    public void Offer(AlarmRecord alarm) => _unstored.Writer.TryWrite(alarm);

    /// <summary>There may be something new in History.</summary>
    public void ReadOn() => Volatile.Write(ref _due, 1);

    /// <summary>A read failed: it is due again when somebody wakes the pump.</summary>
    public void ReadLater() => ReadOn();

    /// <summary>What there is now; unstored changes first.</summary>
    public async IAsyncEnumerable<AlarmRecord> ReadAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        while (_unstored.Reader.TryRead(out var alarm))
            if (!_sent.TryGetValue(alarm.Id, out var changed) || changed < alarm.ChangedAt) yield return alarm;

        if (Interlocked.Exchange(ref _due, 0) == 0) yield break;
        if (_cursor is null)
        {
            // Where to go on is read before what stands: a change between the two reads comes once more, and none is missed.
            var from = await history.GetAlarmCursorAsync(cancel);
            foreach (var alarm in await ReadStandingAsync(cancel)) yield return Sent(alarm);
            _cursor = from;
        }

        while (true)
        {
            var page = await history.GetAlarmsAsync(new AlarmQuery(_cursor.Value, Limit: 500), cancel);
            foreach (var alarm in page.Items)
            {
                yield return Sent(alarm);
                // Only once it is sent: a viewer that breaks off here gets it again.
                _cursor = Math.Max(_cursor.Value, alarm.Cursor ?? 0);
            }

            if (page.Next is null || page.Items.Count == 0) yield break;
        }
    }

    private AlarmRecord Sent(AlarmRecord alarm)
    {
        if (_sent.Count >= MostRemembered) _sent.Clear();
        _sent[alarm.Id] = alarm.ChangedAt;
        unstored.Note(alarm);
        return alarm;
    }

    private async Task<IEnumerable<AlarmRecord>> ReadStandingAsync(CancellationToken cancel)
    {
        var standing = new Dictionary<string, AlarmRecord>(StringComparer.Ordinal);
        foreach (var state in Standing)
        {
            var (after, more) = (0L, true);
            while (more)
            {
                var page = await history.GetAlarmsAsync(new AlarmQuery(after, state, Limit: 500), cancel);
                foreach (var alarm in page.Items) standing[alarm.Id] = alarm;
                more = page.Next is not null && page.Items.Count > 0;
                if (more) after = page.Items[^1].Cursor ?? after;
            }
        }

        return standing.Values.OrderBy(alarm => alarm.Cursor);
    }
}
