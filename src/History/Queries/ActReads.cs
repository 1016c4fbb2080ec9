using System.Data.Common;
using System.Globalization;
using Dapper;
using EcgStream.Contracts.Patients;

namespace EcgStream.History.Queries;

/// <summary>Reads what people did.</summary>
internal static class ActReads
{
    /// <summary>Newest first.</summary>
    public static Page<ActRecord> Page(DbConnection connection, string patientId, long? before, int limit)
    {
        var rows = connection.Query<(long Number, long At, string By, string Act, string Detail)>(
            """
            SELECT number, at, done_by, act, detail FROM acts
            WHERE patient = (SELECT key FROM patients WHERE id = @patientId) AND number < @before
            ORDER BY number DESC LIMIT @limit
            """,
            new { patientId, before = before ?? long.MaxValue, limit = limit + 1 }).AsList();
        var items = rows.Take(limit).Select(row => new ActRecord(row.Number, row.At.ToTime(), row.By, row.Act, row.Detail)).ToArray();
        return new Page<ActRecord>(items, rows.Count > limit ? items[^1].Number.ToString(CultureInfo.InvariantCulture) : null);
    }
}
