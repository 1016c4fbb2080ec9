using System.Data.Common;
using System.Globalization;
using Dapper;
using EcgStream.Contracts.Patients;
using EcgStream.History.Recent;
using EcgStream.Signal.Beats;

namespace EcgStream.History.Queries;

/// <summary>Reads beats.</summary>
internal static class BeatReads
{
    /// <summary>Newest first.</summary>
    public static Page<BeatRecord> Page(DbConnection connection, RecentBeats recent, string patientId, BeatQuery query)
    {
        if (PatientReads.Key(connection, patientId) is not { } patient) return new Page<BeatRecord>([], null);
        // One more than is wanted tells whether there is a next page.
        var fresh = recent.Newest(patient, row => IsWanted(row, query), query.Limit + 1);
        var waveforms = query.Waveforms ? WaveformReads.Recent(connection, recent, patient, query.First ?? 0, query.Before - 1 ?? long.MaxValue) : null;
        var items = ToRecords(connection, patientId, patient, fresh, waveforms);
        if (items.Count <= query.Limit) items = Together(items, Stored(connection, patientId, patient, query, waveforms, query.Limit + 1), query.Limit + 1);
        if (items.Count <= query.Limit) return new Page<BeatRecord>(items, null);
        items.RemoveAt(query.Limit);
        return new Page<BeatRecord>(items, items[^1].Beat.Index.ToString(CultureInfo.InvariantCulture));
    }

    public static BeatRecord? Find(DbConnection connection, RecentBeats recent, string patientId, long beat)
    {
        if (PatientReads.Key(connection, patientId) is not { } patient) return null;
        var fresh = recent.Newest(patient, row => RecentRow.BeatOf(row) == beat, 1);
        var waveforms = WaveformReads.Recent(connection, recent, patient, beat, beat);
        if (fresh.Count > 0) return ToRecords(connection, patientId, patient, fresh, waveforms)[0];
        using var rows = (DbDataReader)connection.ExecuteReader(
            $"""
            SELECT {BeatRow.Columns}, w.samples
            FROM beats b JOIN model_sets m ON m.key = b.model_set
            LEFT JOIN waveforms w ON w.patient = b.patient AND w.beat = b.beat
            WHERE b.patient = @patient AND b.beat = @beat
            """,
            new { patient, beat });
        return rows.Read() ? BeatRow.ReadRecord(rows, patientId, waveforms) : null;
    }

    /// <summary>The last beats, oldest first.</summary>
    public static IReadOnlyList<JudgedBeat> Last(DbConnection connection, RecentBeats recent, string patientId, int count)
    {
        if (PatientReads.Key(connection, patientId) is not { } patient) return [];
        var beats = recent.Of(patient).Select(row => row.Beat).ToList();
        using (var rows = (DbDataReader)connection.ExecuteReader(
            $"""
            SELECT {BeatRow.Columns} FROM beats b JOIN model_sets m ON m.key = b.model_set
            WHERE b.patient = @patient ORDER BY b.beat DESC LIMIT @count
            """,
            new { patient, count }))
        {
            while (rows.Read()) beats.Add(BeatRow.ReadBeat(rows));
        }

        return [.. beats.DistinctBy(beat => beat.Index).OrderBy(beat => beat.Index).TakeLast(count)];
    }

    /// <summary>Hashes of the beats after one, by index.</summary>
    public static IReadOnlyList<(long Beat, ulong SampleHash)> Hashes(
        DbConnection connection, RecentBeats recent, string patientId, long after, int count)
    {
        if (PatientReads.Key(connection, patientId) is not { } patient) return [];
        var fresh = recent.Of(patient).Where(row => row.Beat.Index > after).Select(row => (row.Beat.Index, row.Beat.SampleHash)).ToList();
        var stored = connection.Query<(long Beat, long Hash)>(
            "SELECT beat, hash FROM beats WHERE patient = @patient AND beat > @after ORDER BY beat LIMIT @count",
            new { patient, after, count }).Select(row => (row.Beat, unchecked((ulong)row.Hash)));
        return [.. stored.Concat(fresh).DistinctBy(row => row.Item1).OrderBy(row => row.Item1).Take(count)];
    }

    private static List<BeatRecord> Stored(
        DbConnection connection, string patientId, long patient, BeatQuery query, Dictionary<long, byte[]>? waveforms, int limit)
    {
        List<string> conditions = ["b.patient = @patient"];
        var (first, last) = (query.First, query.Before - 1);
        if ((query.From ?? query.To) is not null)
        {
            if (Span(connection, patient, query.From, query.To) is not var (least, most)) return [];
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
                patient, first, last, limit,
                beatClass = (long?)query.Class,
                from = query.From.ToStored(),
                to = query.To.ToStored(),
            });
        List<BeatRecord> items = [];
        while (rows.Read()) items.Add(BeatRow.ReadRecord(rows, patientId, waveforms));
        return items;
    }

    // The same conditions as in the query above.
    private static bool IsWanted(ReadOnlySpan<byte> row, BeatQuery query)
    {
        var (beat, start) = (RecentRow.BeatOf(row), RecentRow.StartOf(row));
        return !(beat < query.First) && !(beat >= query.Before) && !(start < query.From) && !(start >= query.To) &&
            (query.Class is null || RecentRow.ClassOf(row) == query.Class);
    }

    private static List<BeatRecord> Together(List<BeatRecord> recent, List<BeatRecord> stored, int most) => recent.Count == 0
        ? stored
        : [.. recent.Concat(stored).DistinctBy(row => row.Beat.Index).OrderByDescending(row => row.Beat.Index).Take(most)];

    /// <summary>Recent beats as records; their waveforms may be in their table already.</summary>
    private static List<BeatRecord> ToRecords(
        DbConnection connection, string patientId, long patient, IReadOnlyList<RecentBeat> beats, Dictionary<long, byte[]>? waveforms)
    {
        if (beats.Count == 0) return [];
        var moved = waveforms is null ? [] : WaveformReads.Stored(connection, patient, beats.Min(row => row.Beat.Index), beats.Max(row => row.Beat.Index));
        return [.. beats.Select(row => BeatRow.ToRecord(
            patientId, row, waveforms is not null, waveforms?.GetValueOrDefault(row.Beat.Index) ?? moved.GetValueOrDefault(row.Beat.Index)))];
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
}
