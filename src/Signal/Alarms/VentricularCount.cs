using EcgStream.Signal.Beats;

namespace EcgStream.Signal.Alarms;

/// <summary>
/// Ventricular beats in a row, for <see cref="VentricularRun"/> and the rules that yield to it. One other beat does not end a
/// row of two or more when it comes as fast as they do, above 100/min, and a ventricular one follows: it was misjudged (a
/// sinus beat among them would follow a pause). It counts as one of them then. A beat without a verdict and a hole end the row.
/// </summary>
internal struct VentricularCount
{
    /// <summary>Beats in a row that are a run, and so an alarm of their own.</summary>
    internal const int Run = 3;

    private const int NeededToBridge = 2;
    private const double SlowestToBridgeMs = 600; // 100/min
    private const double AsFast = 1.15;           // of the row's mean RR interval

    private long _nextBeat;
    private double _pendingRrMs; // of a beat that may have been misjudged; 0 when there is none
    private int _sinceBridge;

    /// <summary>Beats in the row that the last beat belongs to; 0 when it is not ventricular. While the last beat may have been misjudged, those before it.</summary>
    internal int Length { get; private set; }

    /// <summary>Sum of their RR intervals, ms.</summary>
    internal double SumRrMs { get; private set; }

    /// <summary>The last beat is not ventricular, and the next one tells whether it was misjudged.</summary>
    internal readonly bool IsPending => _pendingRrMs > 0;

    /// <summary>Takes the next beat.</summary>
    /// <returns>Length of the row that has turned out to be over; 0 when none has.</returns>
    internal int Observe(in JudgedBeat beat)
    {
        var before = Length;
        var follows = before > 0 && beat.Index == _nextBeat;
        var isVentricular = beat.Verdict.Class.IsVentricular();
        _nextBeat = beat.Index + 1;
        if (follows && isVentricular)
        {
            if (IsPending) Count(_pendingRrMs);
            Count(beat.RrMs);
            _sinceBridge = IsPending ? 1 : _sinceBridge + 1;
            _pendingRrMs = 0;
            return 0;
        }

        if (follows && !IsPending && IsLikeTheRow(beat))
        {
            _pendingRrMs = beat.RrMs;
            return 0;
        }

        (Length, SumRrMs, _pendingRrMs, _sinceBridge) = isVentricular ? (1, beat.RrMs, 0, 1) : (0, 0, 0, 0);
        return before;
    }

    /// <summary>Goes on with a row that began before the first beat to be seen.</summary>
    internal void Resume(int length, double sumRrMs, long nextBeat) =>
        (Length, SumRrMs, _nextBeat, _sinceBridge) = (length, sumRrMs, nextBeat, length);

    private void Count(double rrMs)
    {
        Length = Math.Min(Length + 1, int.MaxValue - 1);
        SumRrMs += rrMs;
    }

    private readonly bool IsLikeTheRow(in JudgedBeat beat) =>
        beat.Verdict.Class != BeatClass.Unknown && _sinceBridge >= NeededToBridge &&
        beat.RrMs < SlowestToBridgeMs && beat.RrMs * Length <= AsFast * SumRrMs && SumRrMs < SlowestToBridgeMs * Length;
}
