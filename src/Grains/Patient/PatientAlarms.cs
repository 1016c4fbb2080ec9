using EcgStream.Contracts.Alarms;
using EcgStream.Signal.Alarms;

namespace EcgStream.Grains.Patient;

/// <summary>
/// The patient's alarms that are not over, by identity, and how a rule's change moves one. Acknowledging is History's:
/// it merges an acknowledgement with whatever is written here.
/// </summary>
internal sealed class PatientAlarms
{
    private readonly string _patientId;
    private readonly Dictionary<string, AlarmRecord> _present;

    /// <param name="patientId">Patient.</param>
    /// <param name="open">Alarms that are not over.</param>
    internal PatientAlarms(string patientId, IEnumerable<AlarmRecord> open)
    {
        (_patientId, _present) = (patientId, open.ToDictionary(alarm => alarm.Id));
        FindMostUrgent();
    }

    /// <summary>The most urgent alarm whose condition is present; events are none. Kept: every beat asks for it.</summary>
    internal AlarmRecord? MostUrgent { get; private set; }

    /// <summary>Alarms whose condition is present, as the rules speak of them.</summary>
    internal IEnumerable<AlarmChange> Present => _present.Values
        .Where(alarm => alarm.State is AlarmState.Active or AlarmState.Acknowledged)
        .Select(alarm => new AlarmChange(
            alarm.Rule, alarm.Kind, alarm.Priority, AlarmTransition.Raised, alarm.OnsetBeat, alarm.OnsetAt, alarm.OnsetAt, alarm.Text));

    /// <summary>Applies a change; null when it changes nothing (a condition that was never raised is gone).</summary>
    internal AlarmRecord? Apply(in AlarmChange change, DateTimeOffset now)
    {
        var id = AlarmRecord.IdOf(_patientId, change.Rule, change.OnsetBeat);
        var known = _present.GetValueOrDefault(id);
        var alarm = change.Transition == AlarmTransition.ConditionGone
            ? known is null ? null : known with { State = StateAfter(known), EndedAt = change.At, ChangedAt = now, Cursor = null }
            : Raise(id, known, change, now);
        if (alarm is null) return null;
        if (alarm.State == AlarmState.Cleared) _present.Remove(id);
        else _present[id] = alarm;
        FindMostUrgent();
        return alarm;
    }

    /// <summary>Takes over what History made of an alarm: its cursor, and an acknowledgement.</summary>
    internal void Stored(AlarmRecord alarm)
    {
        if (alarm.State == AlarmState.Cleared) _present.Remove(alarm.Id);
        else if (_present.TryGetValue(alarm.Id, out var mine) && mine.ChangedAt <= alarm.ChangedAt) _present[alarm.Id] = alarm;
        FindMostUrgent();
    }

    private void FindMostUrgent() => MostUrgent = _present.Values
        .Where(alarm => alarm is { Priority: > AlarmPriority.Event, State: AlarmState.Active or AlarmState.Acknowledged })
        .OrderByDescending(alarm => alarm.Priority).ThenByDescending(alarm => alarm.OnsetAt)
        .FirstOrDefault();

    private AlarmRecord Raise(string id, AlarmRecord? known, in AlarmChange change, DateTimeOffset now) =>
        known is null
            ? new(id, _patientId, change.Rule, change.Kind, change.Priority, AlarmState.Active, change.Text, change.OnsetBeat,
                change.OnsetAt, RaisedAt: now, ChangedAt: now, EndedAt: null, AcknowledgedBy: null, AcknowledgedAt: null, Cursor: null)
            // A higher priority is a new call for attention: the acknowledgement of the lower one does not cover it.
            : change.Priority > known.Priority
                ? known with { Priority = change.Priority, State = AlarmState.Active, Text = change.Text, ChangedAt = now, AcknowledgedBy = null, AcknowledgedAt = null, Cursor = null }
                : known with { Text = change.Text, ChangedAt = now, Cursor = null };

    // High-priority alarms latch: they stay until somebody has seen them (IEC 60601-1-8).
    private static AlarmState StateAfter(AlarmRecord alarm) =>
        alarm is { Priority: AlarmPriority.High, State: AlarmState.Active } ? AlarmState.Latched : AlarmState.Cleared;
}
