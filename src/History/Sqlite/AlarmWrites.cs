using EcgStream.Contracts.Alarms;
using EcgStream.History.Writing;
using EcgStream.Signal.Alarms;

namespace EcgStream.History.Sqlite;

/// <summary>Writes alarm changes and acknowledgements; every one that changes something gets the next cursor.</summary>
internal sealed class AlarmWrites(SqliteWriter connection)
{
    private readonly Statement _find = connection.Prepare(
        """
        SELECT kind, priority, state, text, onset_at, raised_at, changed_at, ended_at, acknowledged_by, acknowledged_at, cursor
        FROM alarms WHERE patient = ?1 AND rule = ?2 AND onset_beat = ?3
        """);

    private readonly Statement _put = connection.Prepare(
        """
        INSERT INTO alarms (patient, rule, onset_beat, kind, priority, state, text, onset_at, raised_at, changed_at,
                            ended_at, acknowledged_by, acknowledged_at, cursor)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
        ON CONFLICT (patient, rule, onset_beat) DO UPDATE SET
            kind = excluded.kind, priority = excluded.priority, state = excluded.state, text = excluded.text,
            onset_at = excluded.onset_at, raised_at = excluded.raised_at, changed_at = excluded.changed_at,
            ended_at = excluded.ended_at, acknowledged_by = excluded.acknowledged_by,
            acknowledged_at = excluded.acknowledged_at, cursor = excluded.cursor
        """);

    private readonly Statement _open = connection.Prepare(
        "SELECT rule, onset_beat FROM alarms WHERE patient = ?1 AND state <> 3 ORDER BY cursor");

    private readonly Statement _lastCursor = connection.Prepare("SELECT last FROM counters WHERE name = 'alarms'");
    private readonly Statement _setLastCursor = connection.Prepare("UPDATE counters SET last = ?1 WHERE name = 'alarms'");

    /// <summary>Writes a change unless it says nothing new; returns the alarm as stored, with its cursor.</summary>
    public AlarmRecord Put(string patientId, long patient, AlarmRecord change)
    {
        var stored = Find(patientId, patient, change.Rule, change.OnsetBeat);
        var merged = AlarmMerge.Change(stored, change with
        {
            Id = AlarmRecord.IdOf(patientId, change.Rule, change.OnsetBeat), PatientId = patientId,
        });
        return ReferenceEquals(merged, stored) ? stored : Write(patient, merged);
    }

    /// <summary>Acknowledges; null when there is no such alarm.</summary>
    public AlarmRecord? Acknowledge(string alarmId, string who, DateTimeOffset at)
    {
        if (AlarmMerge.Parse(alarmId) is not var (patientId, rule, onsetBeat)) return null;
        if (connection.Patients.Find(patientId) is not { } patient) return null;
        if (Find(patientId, patient, rule, onsetBeat) is not { } stored) return null;
        var merged = AlarmMerge.Acknowledge(stored, who, at);
        if (ReferenceEquals(merged, stored)) return stored;
        connection.Acts.Add(patient, at, who, "acknowledged", $"{stored.Rule}: {stored.Text}");
        return Write(patient, merged);
    }

    /// <summary>Clears whatever is open of a patient.</summary>
    public void EndAll(string patientId, long patient, DateTimeOffset at)
    {
        List<(string Rule, long Onset)> open = [];
        _open.Bind(1, patient);
        while (_open.Step()) open.Add((_open.Text(0), _open.Int64(1)));
        foreach (var (rule, onset) in open)
        {
            var stored = Find(patientId, patient, rule, onset)!;
            Write(patient, stored with { State = AlarmState.Cleared, EndedAt = stored.EndedAt ?? at, ChangedAt = at });
        }
    }

    private AlarmRecord? Find(string patientId, long patient, string rule, long onsetBeat)
    {
        var row = _find.Bind(1, patient).Bind(2, rule).Bind(3, onsetBeat);
        if (!row.Step()) return null;
        var record = new AlarmRecord(
            AlarmRecord.IdOf(patientId, rule, onsetBeat), patientId, rule,
            (AlarmKind)row.Int64(0), (AlarmPriority)row.Int64(1), (AlarmState)row.Int64(2), row.Text(3), onsetBeat,
            row.Int64(4).ToTime(), row.Int64(5).ToTime(), row.Int64(6).ToTime(), row.OptionalInt64(7).ToTime(),
            row.OptionalText(8), row.OptionalInt64(9).ToTime(), row.Int64(10));
        row.Reset();
        return record;
    }

    private AlarmRecord Write(long patient, AlarmRecord alarm)
    {
        _lastCursor.Step();
        var cursor = _lastCursor.Int64(0) + 1;
        _lastCursor.Reset();
        _put.Bind(1, patient)
            .Bind(2, alarm.Rule)
            .Bind(3, alarm.OnsetBeat)
            .Bind(4, (long)alarm.Kind)
            .Bind(5, (long)alarm.Priority)
            .Bind(6, (long)alarm.State)
            .Bind(7, alarm.Text)
            .Bind(8, alarm.OnsetAt.ToStored())
            .Bind(9, alarm.RaisedAt.ToStored())
            .Bind(10, alarm.ChangedAt.ToStored())
            .Bind(11, alarm.EndedAt.ToStored())
            .Bind(12, alarm.AcknowledgedBy)
            .Bind(13, alarm.AcknowledgedAt.ToStored())
            .Bind(14, cursor)
            .Run();
        _setLastCursor.Bind(1, cursor).Run(); // not before: the row may have been refused
        return alarm with { Cursor = cursor };
    }
}
