using EcgStream.Signal.Beats;

namespace EcgStream.Signal.Alarms;

/// <summary>
/// RR interval of the sinus rhythm, which early beats are measured against: of normal beats, without those that follow a
/// ventricular one, or none that is known: their pause would count.
/// </summary>
internal struct SinusInterval
{
    private const double Weight = 1 / 8.0;

    private long _nextBeat;
    private bool _afterVentricular;
    private double _lastMs;

    /// <summary>Mean over some eight beats, as the heart rate's, ms; 0 while none has come.</summary>
    internal double MeanMs { get; private set; }

    /// <summary>The mean or the last interval, whichever is shorter: where the rate rises by a step, only its first beat is early.</summary>
    internal readonly double ShorterMs => Math.Min(MeanMs, _lastMs);

    internal void Add(in JudgedBeat beat)
    {
        if (beat.Verdict.Class == BeatClass.Normal && beat.Index == _nextBeat && !_afterVentricular)
        {
            MeanMs = MeanMs == 0 ? beat.RrMs : MeanMs + Weight * (beat.RrMs - MeanMs);
            _lastMs = beat.RrMs;
        }

        _nextBeat = beat.Index + 1;
        _afterVentricular = beat.Verdict.Class.IsVentricular();
    }
}
