using EcgStream.Signal.Beats;

namespace EcgStream.Signal.Alarms;

/// <summary>
/// R-on-T PVCs at least twice in 60 s: an R wave on the vulnerable part of a T wave may start ventricular fibrillation, a
/// single one is an event (twice in 60 s is the project's figure). The class alone is not enough: with one beat in 200
/// misjudged, two such beats in a minute come about by error hundreds of times an hour in a ward of 100. Nor is it needed:
/// timing is what makes a ventricular beat one. It counts when it can fall on a T wave: within 0.6 of the sinus RR interval. (QT
/// ends by 0.46·√RR, upper normal value by Bazett: 0.46 RR at 60/min, 0.56 RR at 90/min. Smirk and Palmer, Am J Cardiol
/// 1960, describe sudden death with beats that interrupt the T wave; later work finds R-on-T a poor predictor of ventricular
/// fibrillation, 10.1136/hrt.38.4.415: hence medium, and only when repeated.) Yields: beats of a run of three or more are
/// <see cref="VentricularRun"/>'s, so one is counted when the next two beats have shown what it belongs to. Counted on
/// sample time. The onset is the first of the two; the condition is gone 60 s after the last.
/// </summary>
/// <param name="mostCoupling">Longest coupling interval that counts, share of the sinus RR interval.</param>
public sealed class RepeatedROnT(double mostCoupling = RepeatedROnT.DefaultMostCoupling) : IAlarmRule
{
    /// <summary>Name of the rule in alarm identities.</summary>
    public const string RuleName = "repeated-r-on-t";

    /// <summary>Longest coupling interval of an R wave that may fall on a T wave, share of the sinus RR interval.</summary>
    public const double DefaultMostCoupling = 0.6;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    private VentricularCount _row;
    private (long Beat, DateTimeOffset At)? _early; // the first of the row, if it fell on a T wave
    private (long Beat, DateTimeOffset At)? _last;
    private SinusInterval _sinus;
    private OneAlarm _alarm;

    /// <inheritdoc />
    public string Name => RuleName;

    /// <inheritdoc />
    public void Observe(in JudgedBeat beat, ICollection<AlarmChange> changes)
    {
        var ended = _row.Observe(beat);
        if (ended is > 0 and < VentricularCount.Run && _early is { } found) Count(found, beat, changes);
        if (_row.Length == 1) _early = IsOnT(beat) ? (beat.Index, beat.Start) : null;
        _sinus.Add(beat);

        if (_last is not { } last || beat.Start - last.At <= Window) return;
        _last = null;
        _alarm.End(beat, changes);
    }

    /// <inheritdoc />
    public void Resume(in AlarmChange open, in JudgedBeat first)
    {
        if (open.OnsetBeat >= first.Index) return;
        _alarm.Resume(open);
        // When the last one came is not known any more: at the latest just before this beat, so the alarm ends late, not early.
        _last = (first.Index - 1, first.Start);
    }

    /// <inheritdoc />
    public bool Adopt(in AlarmChange open, in JudgedBeat first)
    {
        // The sinus rhythm before is forgotten, so that one beat or the other may be judged otherwise now.
        _alarm.Resume(open);
        _last ??= (open.OnsetBeat, open.OnsetAt);
        return true;
    }

    // Without a sinus rhythm to compare with, the class has to do: better one alarm too many than none.
    private bool IsOnT(in JudgedBeat beat) => _sinus.MeanMs == 0
        ? beat.Verdict.Class == BeatClass.ROnTPvc
        : beat.Verdict.Class.IsVentricular() && beat.RrMs <= mostCoupling * _sinus.MeanMs;

    private void Count((long Beat, DateTimeOffset At) found, in JudgedBeat beat, ICollection<AlarmChange> changes)
    {
        if (_last is { } first && found.At - first.At <= Window && !_alarm.IsPresent)
        {
            _alarm.Raise(new(RuleName, AlarmKind.Physiological, AlarmPriority.Medium, AlarmTransition.Raised,
                first.Beat, first.At, beat.Start.AddMilliseconds(beat.RrMs), "R-on-T PVC 2 in 60 s ≥ 2"), changes);
        }
        _last = found;
    }
}
