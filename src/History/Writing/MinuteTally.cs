using EcgStream.Signal.Beats;

namespace EcgStream.History.Writing;

/// <summary>Adds up beats of one patient that start in the same minute.</summary>
internal sealed class MinuteTally
{
    private readonly long[] _classes = new long[6];

    public long Beats { get; private set; }

    public double RrMs { get; private set; }

    public double RrLeast { get; private set; }

    public double RrMost { get; private set; }

    public long Scored { get; private set; }

    public double Score { get; private set; }

    public double ScoreMost { get; private set; }

    public long Anomalous { get; private set; }

    public long Disagree { get; private set; }

    public long FirstBeat { get; private set; }

    public long LastBeat { get; private set; }

    /// <summary>Minutes since 1970-01-01 UTC.</summary>
    public static long MinuteOf(in JudgedBeat beat) => beat.Start.ToStored() / TimeSpan.TicksPerMinute;

    public long Of(BeatClass beatClass) => _classes[(int)beatClass];

    public void Add(in JudgedBeat beat)
    {
        RrLeast = Beats == 0 ? beat.RrMs : Math.Min(RrLeast, beat.RrMs);
        RrMost = Beats == 0 ? beat.RrMs : Math.Max(RrMost, beat.RrMs);
        FirstBeat = Beats == 0 ? beat.Index : Math.Min(FirstBeat, beat.Index);
        LastBeat = Beats == 0 ? beat.Index : Math.Max(LastBeat, beat.Index);
        Beats++;
        RrMs += beat.RrMs;
        _classes[(int)beat.Verdict.Class]++;
        if (beat.Verdict.Disagree) Disagree++;
        if (!(beat.Verdict.Threshold > 0)) return;
        var score = (double)beat.Verdict.AnomalyScore;
        Scored++;
        Score += score;
        ScoreMost = Math.Max(ScoreMost, score);
        if (beat.Verdict.IsAnomalous) Anomalous++;
    }

    public void Clear()
    {
        (Beats, Scored, Anomalous, Disagree, RrMs, Score, ScoreMost) = (0, 0, 0, 0, 0, 0, 0);
        Array.Clear(_classes);
    }
}
