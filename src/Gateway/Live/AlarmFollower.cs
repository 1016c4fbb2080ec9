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
internal sealed class AlarmFollower(long cursor, IHistory history, UnstoredAlarms unstored)
{
    // When full the oldest goes: it comes from History as soon as it is stored.
    private readonly Channel<AlarmRecord> _unstored = Channel.CreateBounded<AlarmRecord>(
        new BoundedChannelOptions(1024) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    // What was last sent of an alarm: an unstored change that overtook its own commit must not undo it.
    private readonly Dictionary<string, DateTimeOffset> _sent = new(StringComparer.Ordinal);
    private const int MostRemembered = 1024;

    private long _cursor = cursor;
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
        while (true)
        {
            var page = await history.GetAlarmsAsync(new AlarmQuery(_cursor, Limit: 500), cancel);
            foreach (var alarm in page.Items)
            {
                if (_sent.Count >= MostRemembered) _sent.Clear();
                _sent[alarm.Id] = alarm.ChangedAt;
                unstored.Note(alarm);
                yield return alarm;
                // Only once it is sent: a viewer that breaks off here gets it again.
                _cursor = Math.Max(_cursor, alarm.Cursor ?? 0);
            }

            if (page.Next is null || page.Items.Count == 0) yield break;
        }
    }
}
