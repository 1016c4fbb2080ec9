using EcgStream.Contracts.Alarms;
using EcgStream.History.Writing;
using EcgStream.Signal.Alarms;
using Npgsql;
using static EcgStream.History.Postgres.Types;

namespace EcgStream.History.Postgres;

/// <summary>Writes alarm changes and acknowledgements; every one that changes something gets the next cursor.</summary>
internal sealed class AlarmRows(PostgresWriter writer)
{
    private const string Columns =
        "a.patient, a.rule, a.onset_beat, a.kind, a.priority, a.state, a.text, a.onset_at, a.raised_at, a.changed_at, a.ended_at, " +
        "a.acknowledged_by, a.acknowledged_at, a.cursor";

    private readonly PreparedCommand _find = writer.Prepare(
        $"""
        SELECT {Columns} FROM unnest($1, $2, $3) AS u (patient, rule, onset_beat)
        JOIN alarms a ON a.patient = u.patient AND a.rule = u.rule AND a.onset_beat = u.onset_beat
        """, Ints, Texts, Longs);

    private readonly PreparedCommand _open = writer.Prepare(
        $"SELECT {Columns} FROM alarms a WHERE patient = $1 AND state <> 3 ORDER BY cursor", Int);

    // Holds the counter until the commit. Taken last, so that others wait for little more than the commit itself.
    private readonly PreparedCommand _takeCursors = writer.Prepare(
        "UPDATE counters SET last = last + $1 WHERE name = 'alarms' RETURNING last", Long);

    private readonly PreparedCommand _put = writer.Prepare(
        """
        INSERT INTO alarms (patient, rule, onset_beat, kind, priority, state, text, onset_at, raised_at, changed_at,
                            ended_at, acknowledged_by, acknowledged_at, cursor)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        ON CONFLICT (patient, rule, onset_beat) DO UPDATE SET
            kind = excluded.kind, priority = excluded.priority, state = excluded.state, text = excluded.text,
            onset_at = excluded.onset_at, raised_at = excluded.raised_at, changed_at = excluded.changed_at,
            ended_at = excluded.ended_at, acknowledged_by = excluded.acknowledged_by,
            acknowledged_at = excluded.acknowledged_at, cursor = excluded.cursor
        """,
        Ints, Texts, Longs, Longs, Longs, Longs, Texts, Longs,
        Longs, Longs, Longs, Texts, Longs, Longs);

    /// <summary>Writes changes in their order unless they say nothing new; returns each as stored, with its cursor.</summary>
    public AlarmRecord[] Put(IReadOnlyList<(int Patient, string PatientId, AlarmRecord Change)> changes)
    {
        var stored = Find([.. changes.Select(one => (one.Patient, one.PatientId, one.Change.Rule, one.Change.OnsetBeat))]);
        var results = new AlarmRecord[changes.Count];
        List<int> news = [];
        for (var i = 0; i < results.Length; i++)
        {
            var (patient, patientId, change) = changes[i];
            var place = (patient, change.Rule, change.OnsetBeat);
            var before = stored.GetValueOrDefault(place);
            results[i] = AlarmMerge.Change(before, change with
            {
                Id = AlarmRecord.IdOf(patientId, change.Rule, change.OnsetBeat), PatientId = patientId,
            });
            if (ReferenceEquals(results[i], before)) continue;
            // A later change of the same alarm in this transaction goes on from here; its cursor is put in below.
            stored[place] = results[i] = results[i] with { Cursor = 0 };
            news.Add(i);
        }

        if (news.Count == 0) return results;
        var cursor = TakeCursors(news.Count);
        Dictionary<(int, string, long), (int, AlarmRecord)> last = [];
        foreach (var i in news)
        {
            var written = results[i] with { Cursor = cursor++ };
            // The same record again later in the transaction is the one that was just numbered.
            for (var j = i + 1; j < results.Length; j++) if (ReferenceEquals(results[j], results[i])) results[j] = written;
            results[i] = written;
            last[(changes[i].Patient, written.Rule, written.OnsetBeat)] = (changes[i].Patient, written);
        }

        Write([.. last.Values]);
        return results;
    }

    /// <summary>Acknowledges; null when there is no such alarm.</summary>
    public AlarmRecord? Acknowledge(string alarmId, string who, DateTimeOffset at)
    {
        if (AlarmMerge.Parse(alarmId) is not var (patientId, rule, onsetBeat)) return null;
        if (writer.Patients.Find(patientId) is not { } patient) return null;
        if (!Find([(patient, patientId, rule, onsetBeat)]).TryGetValue((patient, rule, onsetBeat), out var stored)) return null;
        var merged = AlarmMerge.Acknowledge(stored, who, at);
        if (ReferenceEquals(merged, stored)) return stored;
        writer.AddAct(patient, at, who, "acknowledged", $"{stored.Rule}: {stored.Text}");
        merged = merged with { Cursor = TakeCursors(1) };
        Write([(patient, merged)]);
        return merged;
    }

    /// <summary>Clears whatever is open of a patient.</summary>
    public void EndAll(string patientId, int patient, DateTimeOffset at)
    {
        List<AlarmRecord> open = [];
        using (var rows = _open.Read(patient))
        {
            while (rows.Read()) open.Add(Read(rows, patientId));
        }

        if (open.Count == 0) return;
        var cursor = TakeCursors(open.Count);
        Write([.. open.Select(alarm => (patient, alarm with
        {
            State = AlarmState.Cleared, EndedAt = alarm.EndedAt ?? at, ChangedAt = at, Cursor = cursor++,
        }))]);
    }

    private Dictionary<(int Patient, string Rule, long OnsetBeat), AlarmRecord> Find((int Patient, string PatientId, string Rule, long OnsetBeat)[] places)
    {
        var ids = new Dictionary<int, string>();
        foreach (var place in places) ids[place.Patient] = place.PatientId;
        Dictionary<(int, string, long), AlarmRecord> found = [];
        using var rows = _find.Read(
            places.Select(place => place.Patient).ToArray(), places.Select(place => place.Rule).ToArray(),
            places.Select(place => place.OnsetBeat).ToArray());
        while (rows.Read())
        {
            var alarm = Read(rows, ids[rows.GetInt32(0)]);
            found[(rows.GetInt32(0), alarm.Rule, alarm.OnsetBeat)] = alarm;
        }

        return found;
    }

    private long TakeCursors(int count) => (long)_takeCursors.Scalar((long)count)! - count + 1;

    private void Write((int Patient, AlarmRecord Alarm)[] rows)
    {
        _put.Run(
            Array.ConvertAll(rows, row => row.Patient), Of(alarm => alarm.Rule), Of(alarm => alarm.OnsetBeat),
            Of(alarm => (long)alarm.Kind), Of(alarm => (long)alarm.Priority), Of(alarm => (long)alarm.State), Of(alarm => alarm.Text),
            Of(alarm => alarm.OnsetAt.ToStored()), Of(alarm => alarm.RaisedAt.ToStored()), Of(alarm => alarm.ChangedAt.ToStored()),
            Of(alarm => alarm.EndedAt.ToStored()), Of(alarm => alarm.AcknowledgedBy), Of(alarm => alarm.AcknowledgedAt.ToStored()),
            Of(alarm => alarm.Cursor!.Value));

        T[] Of<T>(Func<AlarmRecord, T> value) => Array.ConvertAll(rows, row => value(row.Alarm));
    }

    private static AlarmRecord Read(NpgsqlDataReader row, string patientId) => new(
        AlarmRecord.IdOf(patientId, row.GetString(1), row.GetInt64(2)), patientId, row.GetString(1),
        (AlarmKind)row.GetInt64(3), (AlarmPriority)row.GetInt64(4), (AlarmState)row.GetInt64(5), row.GetString(6), row.GetInt64(2),
        row.GetInt64(7).ToTime(), row.GetInt64(8).ToTime(), row.GetInt64(9).ToTime(),
        row.IsDBNull(10) ? null : row.GetInt64(10).ToTime(), row.IsDBNull(11) ? null : row.GetString(11),
        row.IsDBNull(12) ? null : row.GetInt64(12).ToTime(), row.GetInt64(13));
}
