using System.Data.Common;
using System.Globalization;
using Dapper;
using EcgStream.Contracts.Patients;
using EcgStream.Signal.Beats;

namespace EcgStream.History.Queries;

/// <summary>Reads beats.</summary>
internal static class BeatReads
{
    public static Page<BeatRecord> Page(DbConnection connection, string patientId, BeatQuery query)
    {
        if (PatientReads.Key(connection, patientId) is not { } patient) return new Page<BeatRecord>([], null);

        List<string> conditions = ["b.patient = @patient"];
        var (first, last) = (query.First, query.Before - 1);
        if ((query.From ?? query.To) is not null)
        {
            if (Span(connection, patient, query.From, query.To) is not var (least, most)) return new Page<BeatRecord>([], null);
            (first, last) = (Math.Max(first ?? least, least), Math.Min(last ?? most, most));
        }

        if (first is not null) conditions.Add("b.beat >= @first");
        if (last is not null) conditions.Add("b.beat <= @last");
        if (query.From is not null) conditions.Add("b.start >= @from");
        if (query.To is not null) conditions.Add("b.start < @to");
        if (query.Class is not null) conditions.Add("b.class = @beatClass");
        // Said in so many words, or the store cannot know that the index over these will do.
        if (query.Class is not (null or BeatClass.Normal)) conditions.Add("b.class <> 1");

        using var rows = (DbDataReader)connection.ExecuteReader(
            $"""
            SELECT {BeatRow.Columns}{(query.Waveforms ? ", w.samples" : "")}
            FROM beats b JOIN model_sets m ON m.key = b.model_set
            {(query.Waveforms ? "LEFT JOIN waveforms w ON w.patient = b.patient AND w.beat = b.beat" : "")}
            WHERE {string.Join(" AND ", conditions)} ORDER BY b.beat DESC LIMIT @limit
            """,
            new
            {
                patient, first, last,
                beatClass = (long?)query.Class,
                from = query.From.ToStored(),
                to = query.To.ToStored(),
                limit = query.Limit + 1, // one more tells whether there is a next page
            });

        List<BeatRecord> items = [];
        while (items.Count < query.Limit && rows.Read()) items.Add(BeatRow.ReadRecord(rows, patientId, query.Waveforms));
        return new Page<BeatRecord>(
            items, items.Count == query.Limit && rows.Read() ? items[^1].Beat.Index.ToString(CultureInfo.InvariantCulture) : null);
    }

    public static BeatRecord? Find(DbConnection connection, string patientId, long beat)
    {
        using var rows = (DbDataReader)connection.ExecuteReader(
            $"""
            SELECT {BeatRow.Columns}, w.samples
            FROM beats b JOIN model_sets m ON m.key = b.model_set
            LEFT JOIN waveforms w ON w.patient = b.patient AND w.beat = b.beat
            WHERE b.patient = (SELECT key FROM patients WHERE id = @patientId) AND b.beat = @beat
            """,
            new { patientId, beat });
        return rows.Read() ? BeatRow.ReadRecord(rows, patientId, waveforms: true) : null;
    }

    /// <summary>The last beats, oldest first.</summary>
    public static IReadOnlyList<JudgedBeat> Last(DbConnection connection, string patientId, int count)
    {
        using var rows = (DbDataReader)connection.ExecuteReader(
            $"""
            SELECT {BeatRow.Columns} FROM beats b JOIN model_sets m ON m.key = b.model_set
            WHERE b.patient = (SELECT key FROM patients WHERE id = @patientId) ORDER BY b.beat DESC LIMIT @count
            """,
            new { patientId, count });
        List<JudgedBeat> beats = [];
        while (rows.Read()) beats.Add(BeatRow.ReadBeat(rows));
        beats.Reverse();
        return beats;
    }

    /// <summary>First and last beat of the minutes that a span of time touches; null where there is none.</summary>
    private static (long First, long Last)? Span(DbConnection connection, long patient, DateTimeOffset? from, DateTimeOffset? to)
    {
        var (first, last) = connection.QuerySingle<(long?, long?)>(
            "SELECT min(first_beat), max(last_beat) FROM minutes WHERE patient = @patient AND minute >= @from AND minute <= @to",
            new
            {
                patient,
                from = from.ToStored() / TimeSpan.TicksPerMinute ?? 0,
                to = to.ToStored() / TimeSpan.TicksPerMinute ?? long.MaxValue,
            });
        return first is null ? null : (first.Value, last!.Value);
    }

    /// <summary>Hashes of the beats after one, by index.</summary>
    public static IReadOnlyList<(long Beat, ulong SampleHash)> Hashes(
        DbConnection connection, string patientId, long after, int count) =>
        [.. connection.Query<(long Beat, long Hash)>(
                """
                SELECT beat, hash FROM beats
                WHERE patient = (SELECT key FROM patients WHERE id = @patientId) AND beat > @after
                ORDER BY beat LIMIT @count
                """,
                new { patientId, after, count })
            .Select(row => (row.Beat, unchecked((ulong)row.Hash)))];
}
