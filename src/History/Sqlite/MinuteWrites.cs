using EcgStream.History.Writing;
using EcgStream.Signal.Beats;

namespace EcgStream.History.Sqlite;

/// <summary>Adds beats to their minutes. Beats of a batch mostly share one, so that it costs one row a batch.</summary>
internal sealed class MinuteWrites(SqliteWriter connection)
{
    private readonly Statement _add = connection.Prepare(
        """
        INSERT INTO minutes VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)
        ON CONFLICT (patient, minute) DO UPDATE SET
            beats = beats + excluded.beats, rr_ms = rr_ms + excluded.rr_ms, rr_least = min(rr_least, excluded.rr_least),
            rr_most = max(rr_most, excluded.rr_most), normal = normal + excluded.normal, r_on_t = r_on_t + excluded.r_on_t,
            pvc = pvc + excluded.pvc, supraventricular = supraventricular + excluded.supraventricular,
            unclassified = unclassified + excluded.unclassified, unknown = unknown + excluded.unknown,
            scored = scored + excluded.scored, score = score + excluded.score,
            score_most = max(score_most, excluded.score_most), anomalous = anomalous + excluded.anomalous,
            disagree = disagree + excluded.disagree, first_beat = min(first_beat, excluded.first_beat),
            last_beat = max(last_beat, excluded.last_beat)
        """);

    private readonly MinuteTally _tally = new();
    private long _minute;

    /// <summary>Counts a beat that was not stored before; <see cref="Write"/> ends the batch.</summary>
    public void Add(long patient, in JudgedBeat beat)
    {
        var minute = MinuteTally.MinuteOf(beat);
        if (minute != _minute) Write(patient);
        _minute = minute;
        _tally.Add(beat);
    }

    /// <summary>Writes what has been counted for a patient.</summary>
    public void Write(long patient)
    {
        if (_tally.Beats > 0)
        {
            _add.Bind(1, patient).Bind(2, _minute).Bind(3, _tally.Beats).Bind(4, _tally.RrMs).Bind(5, _tally.RrLeast)
                .Bind(6, _tally.RrMost).Bind(7, _tally.Of(BeatClass.Normal)).Bind(8, _tally.Of(BeatClass.ROnTPvc))
                .Bind(9, _tally.Of(BeatClass.Pvc)).Bind(10, _tally.Of(BeatClass.SupraventricularEctopic))
                .Bind(11, _tally.Of(BeatClass.Unclassified)).Bind(12, _tally.Of(BeatClass.Unknown)).Bind(13, _tally.Scored)
                .Bind(14, _tally.Score).Bind(15, _tally.ScoreMost).Bind(16, _tally.Anomalous).Bind(17, _tally.Disagree)
                .Bind(18, _tally.FirstBeat).Bind(19, _tally.LastBeat)
                .Run();
        }

        _tally.Clear();
    }

    /// <summary>Drops what has been counted.</summary>
    public void Forget() => _tally.Clear();
}
