namespace EcgStream.Contracts.Alarms;

/// <summary>The order in which alarms call for somebody; live/ward.js in the browser sorts the same way.</summary>
public static class AlarmOrder
{
    /// <summary>
    /// Present and unacknowledged alarms first, then latched ones, then acknowledged ones; among these the higher priority,
    /// then the newer. Alarms raised at the same time stand by identity.
    /// </summary>
    public static IOrderedEnumerable<AlarmRecord> MostUrgentFirst(this IEnumerable<AlarmRecord> alarms) => alarms
        .OrderBy(alarm => alarm.State switch { AlarmState.Active => 0, AlarmState.Latched => 1, AlarmState.Acknowledged => 2, _ => 3 })
        .ThenByDescending(alarm => alarm.Priority)
        .ThenByDescending(alarm => alarm.RaisedAt)
        .ThenBy(alarm => alarm.Id, StringComparer.Ordinal);
}
