using System.Data.Common;
using Dapper;

namespace EcgStream.History.Retention;

/// <summary>Deletes a patient's oldest rows within the running transaction, a limited number each time; the same on every store.</summary>
internal static class RetentionWrites
{
    /// <summary>Of the patient's first beats, as many as the limit, deletes those from before a time, with their waveforms.</summary>
    public static int DeleteBeats(DbConnection connection, long patient, long before, int limit)
    {
        var last = connection.ExecuteScalar<long?>(
            "SELECT max(beat) FROM (SELECT beat FROM beats WHERE patient = @patient ORDER BY beat LIMIT @limit) AS oldest",
            new { patient, limit });
        var deleted = connection.Execute(
            "DELETE FROM beats WHERE patient = @patient AND beat <= @last AND start < @before", new { patient, last, before });
        if (deleted == 0) return 0;
        connection.Execute(
            """
            DELETE FROM waveforms WHERE patient = @patient AND beat <= @last
                AND NOT EXISTS (SELECT 1 FROM beats b WHERE b.patient = waveforms.patient AND b.beat = waveforms.beat)
            """,
            new { patient, last });
        connection.Execute("UPDATE patients SET beats = beats - @deleted WHERE key = @patient", new { patient, deleted });
        return deleted;
    }

    /// <summary>Deletes trend minutes, holes, cleared alarms and acts from before a time, of each as many as the limit at most.</summary>
    public static int DeleteRecords(DbConnection connection, long patient, long before, int limit)
    {
        var rows = new { patient, before, limit, minute = before / TimeSpan.TicksPerMinute };
        return connection.Execute(
                """
                DELETE FROM minutes WHERE patient = @patient AND minute IN (
                    SELECT minute FROM minutes WHERE patient = @patient AND minute < @minute ORDER BY minute LIMIT @limit)
                """, rows)
            + connection.Execute(
                """
                DELETE FROM holes WHERE patient = @patient AND first_beat IN (
                    SELECT first_beat FROM holes WHERE patient = @patient AND recorded_at < @before LIMIT @limit)
                """, rows)
            + connection.Execute(
                """
                DELETE FROM alarms WHERE patient = @patient AND (rule, onset_beat) IN (
                    SELECT rule, onset_beat FROM alarms WHERE patient = @patient AND onset_at < @before AND state = 3 LIMIT @limit)
                """, rows)
            + connection.Execute(
                """
                DELETE FROM acts WHERE number IN (SELECT number FROM acts WHERE patient = @patient AND at < @before LIMIT @limit)
                """, rows);
    }

    /// <summary>Of several processes on one database the one that is given the turn does the work; it lasts until a time.</summary>
    public static bool TakeTurn(DbConnection connection, long now, long until) => connection.Execute(
        """
        INSERT INTO counters (name, last) VALUES ('retention', @until)
        ON CONFLICT (name) DO UPDATE SET last = excluded.last WHERE counters.last <= @now
        """,
        new { now, until }) == 1;
}
