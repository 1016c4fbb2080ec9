using System.Data.Common;
using Dapper;
using EcgStream.Contracts.Patients;
using EcgStream.Signal.Alarms;

namespace EcgStream.History.Queries;

/// <summary>Reads trends: beats from their minutes, alarms from their onsets.</summary>
internal static class TrendReads
{
    public static IReadOnlyList<TrendPoint> Points(
        DbConnection connection, string patientId, DateTimeOffset from, DateTimeOffset to, TrendResolution resolution)
    {
        if (PatientReads.Key(connection, patientId) is not { } patient) return [];
        var minutes = resolution == TrendResolution.Hour ? 60L : 1L;
        var width = minutes * TimeSpan.TicksPerMinute;
        // Whole minutes and hours, those that the bounds fall into included.
        var (first, end) = (from.ToStored() / width, (to.ToStored() + width - 1) / width);
        var points = new SortedDictionary<long, TrendPoint>();
        foreach (var row in connection.Query<Row>(
            $"""
            SELECT minute / @minutes AS Place, {Sum("beats")} AS Beats, sum(rr_ms) AS RrMs, min(rr_least) AS RrLeast,
                   max(rr_most) AS RrMost, {Sum("normal")} AS Normal, {Sum("r_on_t")} AS ROnT, {Sum("pvc")} AS Pvc,
                   {Sum("supraventricular")} AS Supraventricular, {Sum("unclassified")} AS Unclassified, {Sum("unknown")} AS Unknown,
                   {Sum("scored")} AS Scored, sum(score) AS Score, max(score_most) AS ScoreMost, {Sum("anomalous")} AS Anomalous,
                   {Sum("disagree")} AS Disagree
            FROM minutes WHERE patient = @patient AND minute >= @first AND minute < @end GROUP BY minute / @minutes
            """,
            new { patient, minutes, first = first * minutes, end = end * minutes }))
            points[row.Place] = row.ToPoint(TimeOf(row.Place, width));

        foreach (var (place, priority, count) in connection.Query<(long, long, long)>(
            """
            SELECT onset_at / @width, priority, count(*) FROM alarms
            WHERE patient = @patient AND onset_at >= @first AND onset_at < @end GROUP BY 1, 2
            """,
            new { patient, width, first = first * width, end = end * width }))
        {
            var point = points.TryGetValue(place, out var known) ? known : new Row().ToPoint(TimeOf(place, width));
            points[place] = point with { Alarms = Count(point.Alarms, (AlarmPriority)priority, count) };
        }

        return [.. points.Values];
    }

    // PostgreSQL adds integers up to a number of any length.
    private static string Sum(string column) => $"CAST(sum({column}) AS bigint)";

    private static DateTimeOffset TimeOf(long place, long width) => (place * width).ToTime();

    private static AlarmCounts Count(AlarmCounts counts, AlarmPriority priority, long count) => priority switch
    {
        AlarmPriority.High => counts with { High = count },
        AlarmPriority.Medium => counts with { Medium = count },
        AlarmPriority.Low => counts with { Low = count },
        _ => counts with { Events = count },
    };

    private sealed class Row
    {
        public long Place { get; init; }
        public long Beats { get; init; }
        public double RrMs { get; init; }
        public double RrLeast { get; init; }
        public double RrMost { get; init; }
        public long Normal { get; init; }
        public long ROnT { get; init; }
        public long Pvc { get; init; }
        public long Supraventricular { get; init; }
        public long Unclassified { get; init; }
        public long Unknown { get; init; }
        public long Scored { get; init; }
        public double Score { get; init; }
        public double ScoreMost { get; init; }
        public long Anomalous { get; init; }
        public long Disagree { get; init; }

        public TrendPoint ToPoint(DateTimeOffset start) => new(
            start, Beats,
            Beats == 0 ? null : 60_000 * Beats / RrMs, Beats == 0 ? null : 60_000 / RrMost, Beats == 0 ? null : 60_000 / RrLeast,
            new ClassCounts(Normal, ROnT, Pvc, Supraventricular, Unclassified, Unknown),
            Scored == 0 ? null : Score / Scored, Scored == 0 ? null : ScoreMost, Anomalous, Disagree, default);
    }
}
