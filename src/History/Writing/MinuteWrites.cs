using EcgStream.Signal.Beats;

namespace EcgStream.History.Writing;

/// <summary>Adds beats to their minutes. Beats of a batch mostly share one, so that it costs one row a batch.</summary>
internal sealed class MinuteWrites(WriterConnection connection)
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

    private readonly long[] _classes = new long[6];
    private long _minute, _beats, _scored, _anomalous, _disagree, _first, _last;
    private double _rr, _least, _most, _score, _scoreMost;

    /// <summary>Counts a beat that was not stored before; <see cref="Write"/> ends the batch.</summary>
    public void Add(long patient, in JudgedBeat beat)
    {
        var minute = beat.Start.ToStored() / TimeSpan.TicksPerMinute;
        if (minute != _minute) Write(patient);
        _minute = minute;
        _least = _beats == 0 ? beat.RrMs : Math.Min(_least, beat.RrMs);
        _most = _beats == 0 ? beat.RrMs : Math.Max(_most, beat.RrMs);
        _first = _beats == 0 ? beat.Index : Math.Min(_first, beat.Index);
        _last = _beats == 0 ? beat.Index : Math.Max(_last, beat.Index);
        _beats++;
        _rr += beat.RrMs;
        _classes[(int)beat.Verdict.Class]++;
        if (beat.Verdict.Disagree) _disagree++;
        if (!(beat.Verdict.Threshold > 0)) return;
        var score = (double)beat.Verdict.AnomalyScore;
        _scored++;
        _score += score;
        _scoreMost = Math.Max(_scoreMost, score);
        if (beat.Verdict.IsAnomalous) _anomalous++;
    }

    /// <summary>Writes what has been counted for a patient.</summary>
    public void Write(long patient)
    {
        if (_beats > 0)
        {
            _add.Bind(1, patient).Bind(2, _minute).Bind(3, _beats).Bind(4, _rr).Bind(5, _least).Bind(6, _most)
                .Bind(7, _classes[1]).Bind(8, _classes[2]).Bind(9, _classes[3]).Bind(10, _classes[4]).Bind(11, _classes[5])
                .Bind(12, _classes[0]).Bind(13, _scored).Bind(14, _score).Bind(15, _scoreMost).Bind(16, _anomalous)
                .Bind(17, _disagree).Bind(18, _first).Bind(19, _last)
                .Run();
        }

        Forget();
    }

    /// <summary>Drops what has been counted.</summary>
    public void Forget()
    {
        (_beats, _scored, _anomalous, _disagree, _rr, _score, _scoreMost) = (0, 0, 0, 0, 0, 0, 0);
        Array.Clear(_classes);
    }
}
