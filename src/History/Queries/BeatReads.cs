using System.Globalization;
using Dapper;
using EcgStream.Contracts.Patients;
using EcgStream.Signal.Beats;
using Microsoft.Data.Sqlite;

namespace EcgStream.History.Queries;

/// <summary>Reads beats.</summary>
internal static class BeatReads
{
    public static Page<BeatRecord> Page(SqliteConnection connection, string patientId, BeatQuery query)
    {
        if (PatientReads.Key(connection, patientId) is not { } patient) return new Page<BeatRecord>([], null);

        // The indices hold the beat as well, so that the inner query never touches a row it does not return.
        List<string> conditions = ["patient = @patient"];
        var index = "";
        if (query.Class is { } beatClass)
        {
            conditions.Add("class = @beatClass");
            // Said in so many words, or SQLite cannot know that the index over the others will do.
            if (beatClass != BeatClass.Normal)
            {
                conditions.Add("class <> 1");
                index = "INDEXED BY beats_not_normal";
            }
        }

        if (query.From is not null) conditions.Add("start >= @from");
        if (query.To is not null) conditions.Add("start < @to");
        if (index == "" && (query.From ?? query.To) is not null) index = "INDEXED BY beats_by_start";
        if (query.Before is not null) conditions.Add("beat < @before");
        if (query.First is not null) conditions.Add("beat >= @first");

        var rows = connection.Query<BeatRow>(
            $"""
            SELECT {BeatRow.Columns}{(query.Waveforms ? ", w.samples AS Samples" : "")}
            FROM beats b JOIN model_sets m ON m.key = b.model_set
            {(query.Waveforms ? "LEFT JOIN waveforms w ON w.patient = b.patient AND w.beat = b.beat" : "")}
            WHERE b.patient = @patient AND b.beat IN (
                SELECT beat FROM beats {index} WHERE {string.Join(" AND ", conditions)} ORDER BY beat DESC LIMIT @limit)
            ORDER BY b.beat DESC
            """,
            new
            {
                patient,
                beatClass = (long?)query.Class,
                from = query.From.ToStored(),
                to = query.To.ToStored(),
                before = query.Before,
                first = query.First,
                limit = query.Limit + 1, // one more tells whether there is a next page
            }).AsList();

        var absent = query.Waveforms ? BeatRow.NotKept : BeatRow.NotAsked;
        var items = rows.Take(query.Limit).Select(row => row.ToRecord(patientId, absent)).ToArray();
        return new Page<BeatRecord>(
            items, rows.Count > query.Limit ? items[^1].Beat.Index.ToString(CultureInfo.InvariantCulture) : null);
    }

    public static BeatRecord? Find(SqliteConnection connection, string patientId, long beat) =>
        connection.QuerySingleOrDefault<BeatRow>(
            $"""
            SELECT {BeatRow.Columns}, w.samples AS Samples
            FROM beats b JOIN model_sets m ON m.key = b.model_set
            LEFT JOIN waveforms w ON w.patient = b.patient AND w.beat = b.beat
            WHERE b.patient = (SELECT key FROM patients WHERE id = @patientId) AND b.beat = @beat
            """,
            new { patientId, beat })?.ToRecord(patientId, BeatRow.NotKept);

    /// <summary>The last beats, oldest first.</summary>
    public static IReadOnlyList<JudgedBeat> Last(SqliteConnection connection, string patientId, int count)
    {
        var beats = connection.Query<BeatRow>(
            $"""
            SELECT {BeatRow.Columns} FROM beats b JOIN model_sets m ON m.key = b.model_set
            WHERE b.patient = (SELECT key FROM patients WHERE id = @patientId) ORDER BY b.beat DESC LIMIT @count
            """,
            new { patientId, count }).Select(row => row.ToBeat()).ToArray();
        Array.Reverse(beats);
        return beats;
    }

    /// <summary>Hashes of the beats after one, by index.</summary>
    public static IReadOnlyList<(long Beat, ulong SampleHash)> Hashes(
        SqliteConnection connection, string patientId, long after, int count) =>
        [.. connection.Query<(long Beat, long Hash)>(
                """
                SELECT beat, hash FROM beats
                WHERE patient = (SELECT key FROM patients WHERE id = @patientId) AND beat > @after
                ORDER BY beat LIMIT @count
                """,
                new { patientId, after, count })
            .Select(row => (row.Beat, unchecked((ulong)row.Hash)))];
}
