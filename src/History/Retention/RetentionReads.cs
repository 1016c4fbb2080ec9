using System.Data.Common;
using Dapper;

namespace EcgStream.History.Retention;

/// <summary>Finds what is old.</summary>
internal static class RetentionReads
{
    private const string FirstBeat = "(SELECT b.start FROM beats b WHERE b.patient = p.key ORDER BY b.beat LIMIT 1)";
    private const string LastBeat = "(SELECT b.start FROM beats b WHERE b.patient = p.key ORDER BY b.beat DESC LIMIT 1)";

    /// <summary>Start of the oldest and of the newest beat; null without one.</summary>
    public static (long Oldest, long Newest)? Span(DbConnection connection) =>
        connection.QuerySingle<(long?, long?)>($"SELECT min({FirstBeat}), max({LastBeat}) FROM patients p") is ({ } oldest, { } newest)
            ? (oldest, newest)
            : null;

    /// <summary>Patients with beats from before a time.</summary>
    public static IReadOnlyList<string> WithBeats(DbConnection connection, long before) =>
        connection.Query<string>($"SELECT p.id FROM patients p WHERE {FirstBeat} < @before ORDER BY p.id", new { before }).AsList();

    /// <summary>Patients with other records from before a time.</summary>
    public static IReadOnlyList<string> WithRecords(DbConnection connection, long before) => connection.Query<string>(
        """
        SELECT p.id FROM patients p
        WHERE EXISTS (SELECT 1 FROM minutes m WHERE m.patient = p.key AND m.minute < @minute)
           OR EXISTS (SELECT 1 FROM holes h WHERE h.patient = p.key AND h.recorded_at < @before)
           OR EXISTS (SELECT 1 FROM alarms a WHERE a.patient = p.key AND a.onset_at < @before AND a.state = 3)
           OR EXISTS (SELECT 1 FROM acts c WHERE c.patient = p.key AND c.at < @before)
        ORDER BY p.id
        """,
        new { before, minute = before / TimeSpan.TicksPerMinute }).AsList();
}
