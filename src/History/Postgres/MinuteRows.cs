using EcgStream.History.Writing;
using EcgStream.Signal.Beats;
using static EcgStream.History.Postgres.Types;

namespace EcgStream.History.Postgres;

/// <summary>Adds beats to their minutes, one row for each patient and minute of a transaction.</summary>
internal sealed class MinuteRows(PostgresWriter writer)
{
    private readonly PreparedCommand _add = writer.Prepare(
        """
        INSERT INTO minutes AS m
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
        ON CONFLICT (patient, minute) DO UPDATE SET
            beats = m.beats + excluded.beats, rr_ms = m.rr_ms + excluded.rr_ms, rr_least = least(m.rr_least, excluded.rr_least),
            rr_most = greatest(m.rr_most, excluded.rr_most), normal = m.normal + excluded.normal, r_on_t = m.r_on_t + excluded.r_on_t,
            pvc = m.pvc + excluded.pvc, supraventricular = m.supraventricular + excluded.supraventricular,
            unclassified = m.unclassified + excluded.unclassified, unknown = m.unknown + excluded.unknown,
            scored = m.scored + excluded.scored, score = m.score + excluded.score,
            score_most = greatest(m.score_most, excluded.score_most), anomalous = m.anomalous + excluded.anomalous,
            disagree = m.disagree + excluded.disagree, first_beat = least(m.first_beat, excluded.first_beat),
            last_beat = greatest(m.last_beat, excluded.last_beat)
        """,
        Ints, Longs, Longs, Reals, Reals, Reals, Longs,
        Longs, Longs, Longs, Longs, Longs, Longs, Reals,
        Reals, Longs, Longs, Longs, Longs);

    /// <summary>Counts beats that were not stored before.</summary>
    public void Add(IReadOnlyList<(int Patient, JudgedBeat Beat)> beats)
    {
        Dictionary<(int Patient, long Minute), MinuteTally> minutes = [];
        foreach (var (patient, beat) in beats)
        {
            var place = (patient, MinuteTally.MinuteOf(beat));
            if (!minutes.TryGetValue(place, out var tally)) minutes[place] = tally = new MinuteTally();
            tally.Add(beat);
        }

        if (minutes.Count == 0) return;
        MinuteTally[] rows = [.. minutes.Values];
        _add.Run(
            minutes.Keys.Select(place => place.Patient).ToArray(), minutes.Keys.Select(place => place.Minute).ToArray(),
            Of(row => row.Beats), Of(row => row.RrMs), Of(row => row.RrLeast), Of(row => row.RrMost),
            Of(row => row.Of(BeatClass.Normal)), Of(row => row.Of(BeatClass.ROnTPvc)), Of(row => row.Of(BeatClass.Pvc)),
            Of(row => row.Of(BeatClass.SupraventricularEctopic)), Of(row => row.Of(BeatClass.Unclassified)),
            Of(row => row.Of(BeatClass.Unknown)), Of(row => row.Scored), Of(row => row.Score), Of(row => row.ScoreMost),
            Of(row => row.Anomalous), Of(row => row.Disagree), Of(row => row.FirstBeat), Of(row => row.LastBeat));

        T[] Of<T>(Func<MinuteTally, T> value) => Array.ConvertAll(rows, row => value(row));
    }
}
