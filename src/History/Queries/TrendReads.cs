using System.Data.Common;
using Dapper;
using EcgStream.Contracts.Patients;
using EcgStream.History.Recent;
using EcgStream.History.Writing;
using EcgStream.Signal.Alarms;
using EcgStream.Signal.Beats;

namespace EcgStream.History.Queries;

/// <summary>Reads trends: beats from their minutes, alarms from their onsets.</summary>
internal static class TrendReads
{
    public static IReadOnlyList<TrendPoint> Points(
        DbConnection connection, RecentBeats recent, string patientId, DateTimeOffset from, DateTimeOffset to, TrendResolution resolution)
    {
        if (PatientReads.Key(connection, patientId) is not { } patient) return [];
        var minutes = resolution == TrendResolution.Hour ? 60L : 1L;
        var width = minutes * TimeSpan.TicksPerMinute;
        // Whole minutes and hours, those that the bounds fall into included.
        var (first, end) = (from.ToStored() / width, (to.ToStored() + width - 1) / width);
        var points = new SortedDictionary<long, TrendPoint>(recent.Together(patient, fresh =>
        {
            var rows = Stored(connection, patient, minutes, first, end);
            foreach (var (beat, _) in fresh) Add(rows, beat, width, first, end);
            return rows.ToDictionary(row => row.Key, row => row.Value.ToPoint(TimeOf(row.Key, width)));
        }));

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

    private static Dictionary<long, Row> Stored(DbConnection connection, long patient, long minutes, long first, long end) =>
        connection.Query<Row>(
            $"""
            SELECT minute / @minutes AS Place, {Sum("beats")} AS Beats, sum(rr_ms) AS RrMs, min(rr_least) AS RrLeast,
                   max(rr_most) AS RrMost, {Sum("normal")} AS Normal, {Sum("r_on_t")} AS ROnT, {Sum("pvc")} AS Pvc,
                   {Sum("supraventricular")} AS Supraventricular, {Sum("unclassified")} AS Unclassified, {Sum("unknown")} AS Unknown,
                   {Sum("scored")} AS Scored, sum(score) AS Score, max(score_most) AS ScoreMost, {Sum("anomalous")} AS Anomalous,
                   {Sum("disagree")} AS Disagree
            FROM minutes WHERE patient = @patient AND minute >= @first AND minute < @end GROUP BY minute / @minutes
            """,
            new { patient, minutes, first = first * minutes, end = end * minutes }).ToDictionary(row => row.Place);

    private static void Add(Dictionary<long, Row> rows, in JudgedBeat beat, long width, long first, long end)
    {
        var place = beat.Start.ToStored() / width;
        if (place < first || place >= end) return;
        if (!rows.TryGetValue(place, out var row)) rows.Add(place, row = new Row { RrLeast = double.MaxValue });
        row.Add(beat);
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
        public long Beats { get; set; }
        public double RrMs { get; set; }
        public double RrLeast { get; set; }
        public double RrMost { get; set; }
        public long Normal { get; set; }
        public long ROnT { get; set; }
        public long Pvc { get; set; }
        public long Supraventricular { get; set; }
        public long Unclassified { get; set; }
        public long Unknown { get; set; }
        public long Scored { get; set; }
        public double Score { get; set; }
        public double ScoreMost { get; set; }
        public long Anomalous { get; set; }
        public long Disagree { get; set; }

        /// <summary>Counts a beat as <see cref="MinuteTally"/> does.</summary>
        public void Add(in JudgedBeat beat)
        {
            var tally = new MinuteTally();
            tally.Add(beat);
            Beats++;
            RrMs += tally.RrMs;
            (RrLeast, RrMost) = (Math.Min(RrLeast, tally.RrLeast), Math.Max(RrMost, tally.RrMost));
            Normal += tally.Of(BeatClass.Normal);
            ROnT += tally.Of(BeatClass.ROnTPvc);
            Pvc += tally.Of(BeatClass.Pvc);
            Supraventricular += tally.Of(BeatClass.SupraventricularEctopic);
            Unclassified += tally.Of(BeatClass.Unclassified);
            Unknown += tally.Of(BeatClass.Unknown);
            Scored += tally.Scored;
            Score += tally.Score;
            ScoreMost = Math.Max(ScoreMost, tally.ScoreMost);
            Anomalous += tally.Anomalous;
            Disagree += tally.Disagree;
        }

        public TrendPoint ToPoint(DateTimeOffset start) => new(
            start, Beats,
            Beats == 0 ? null : 60_000 * Beats / RrMs, Beats == 0 ? null : 60_000 / RrMost, Beats == 0 ? null : 60_000 / RrLeast,
            new ClassCounts(Normal, ROnT, Pvc, Supraventricular, Unclassified, Unknown),
            Scored == 0 ? null : Score / Scored, Scored == 0 ? null : ScoreMost, Anomalous, Disagree, default);
    }
}
