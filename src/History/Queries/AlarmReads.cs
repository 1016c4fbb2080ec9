using System.Data.Common;
using System.Globalization;
using Dapper;
using EcgStream.Contracts.Alarms;
using EcgStream.Signal.Alarms;

namespace EcgStream.History.Queries;

/// <summary>Reads alarms.</summary>
internal static class AlarmReads
{
    private const string Select =
        """
        SELECT p.id AS PatientId, a.rule AS Rule, a.onset_beat AS OnsetBeat, a.kind AS Kind, a.priority AS Priority,
               a.state AS State, a.text AS Text, a.onset_at AS OnsetAt, a.raised_at AS RaisedAt,
               a.changed_at AS ChangedAt, a.ended_at AS EndedAt, a.acknowledged_by AS AcknowledgedBy,
               a.acknowledged_at AS AcknowledgedAt, a.cursor AS Cursor
        FROM alarms a JOIN patients p ON p.key = a.patient
        """;

    /// <summary>In commit order. <c>Next</c> is the cursor of the last row, or null when no row follows it.</summary>
    public static Page<AlarmRecord> Page(DbConnection connection, AlarmQuery query)
    {
        // One more than is wanted tells whether there is a next page.
        var rows = connection.Query<Row>(
            $"""
            {Select} WHERE a.cursor > @after
            {(query.State is null ? "" : "AND a.state = @state")}
            {(query.PatientId is null ? "" : "AND a.patient = (SELECT key FROM patients WHERE id = @patientId)")}
            {(query.From is null ? "" : "AND a.onset_at >= @from")} {(query.To is null ? "" : "AND a.onset_at < @to")}
            ORDER BY a.cursor LIMIT @limit
            """,
            new
            {
                after = query.After, state = (long?)query.State, patientId = query.PatientId, limit = query.Limit + 1,
                from = query.From.ToStored(), to = query.To.ToStored(),
            })
            .AsList();
        var items = rows.Take(query.Limit).Select(row => row.ToRecord()).ToArray();
        return new Page<AlarmRecord>(items, rows.Count > query.Limit ? rows[query.Limit - 1].Cursor.ToString(CultureInfo.InvariantCulture) : null);
    }

    /// <summary>Cursor of the last change, 0 before the first.</summary>
    public static long LastCursor(DbConnection connection) =>
        connection.ExecuteScalar<long>("SELECT last FROM counters WHERE name = 'alarms'");

    /// <summary>One alarm, or null.</summary>
    public static AlarmRecord? Find(DbConnection connection, string alarmId) =>
        Writing.AlarmMerge.Parse(alarmId) is not var (patientId, rule, onsetBeat)
            ? null
            : connection.QuerySingleOrDefault<Row>(
                $"{Select} WHERE p.id = @patientId AND a.rule = @rule AND a.onset_beat = @onsetBeat",
                new { patientId, rule, onsetBeat })?.ToRecord();

    /// <summary>A patient's alarms that are not cleared, in commit order.</summary>
    public static IReadOnlyList<AlarmRecord> Open(DbConnection connection, string patientId) =>
        [.. connection.Query<Row>(
                $"""
                {Select} WHERE a.patient = (SELECT key FROM patients WHERE id = @patientId) AND a.state <> 3
                ORDER BY a.cursor
                """,
                new { patientId })
            .Select(row => row.ToRecord())];

    private sealed class Row
    {
        public required string PatientId { get; init; }
        public required string Rule { get; init; }
        public long OnsetBeat { get; init; }
        public long Kind { get; init; }
        public long Priority { get; init; }
        public long State { get; init; }
        public required string Text { get; init; }
        public long OnsetAt { get; init; }
        public long RaisedAt { get; init; }
        public long ChangedAt { get; init; }
        public long? EndedAt { get; init; }
        public string? AcknowledgedBy { get; init; }
        public long? AcknowledgedAt { get; init; }
        public long Cursor { get; init; }

        public AlarmRecord ToRecord() => new(
            AlarmRecord.IdOf(PatientId, Rule, OnsetBeat), PatientId, Rule,
            (AlarmKind)Kind, (AlarmPriority)Priority, (AlarmState)State, Text, OnsetBeat,
            OnsetAt.ToTime(), RaisedAt.ToTime(), ChangedAt.ToTime(), EndedAt.ToTime(),
            AcknowledgedBy, AcknowledgedAt.ToTime(), Cursor);
    }
}
