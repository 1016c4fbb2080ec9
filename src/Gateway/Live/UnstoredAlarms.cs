using System.Collections.Concurrent;
using EcgStream.Contracts.Alarms;

namespace EcgStream.Gateway.Live;

/// <summary>
/// Alarms that are judged but not committed yet: while the store is down they are nowhere else for a viewer that joins.
/// </summary>
internal sealed class UnstoredAlarms
{
    // When full, further ones reach the viewers that are there but not those that join later.
    private const int Most = 4096;

    private readonly ConcurrentDictionary<string, AlarmRecord> _alarms = new(StringComparer.Ordinal);

    public IReadOnlyCollection<AlarmRecord> All => [.. _alarms.Values];

    public void Note(AlarmRecord alarm)
    {
        if (alarm.Stored)
        {
            if (_alarms.TryGetValue(alarm.Id, out var waiting) && waiting.ChangedAt <= alarm.ChangedAt)
                _alarms.TryRemove(new KeyValuePair<string, AlarmRecord>(alarm.Id, waiting));
        }
        else if (_alarms.Count < Most || _alarms.ContainsKey(alarm.Id))
        {
            _alarms[alarm.Id] = alarm;
        }
    }
}
