using EcgStream.Signal.Beats;

namespace EcgStream.Signal.Alarms;

/// <summary>
/// R-on-T PVCs at least twice in 60 s: an R wave on the vulnerable part of a T wave can start ventricular fibrillation, a
/// single one is an event (vendors' arrhythmia tables; the figure is the project's domain page). Counted on sample time.
/// The onset is the first of the two; the condition is gone 60 s after the last. Not part of
/// <see cref="AlarmRules.Default"/> yet.
/// </summary>
public sealed class RepeatedROnT : IAlarmRule
{
    /// <summary>Name of the rule in alarm identities.</summary>
    public const string RuleName = "repeated-r-on-t";

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    private (long Beat, DateTimeOffset At)? _last;
    private AlarmChange? _raised;

    /// <inheritdoc />
    public string Name => RuleName;

    /// <inheritdoc />
    public void Observe(in JudgedBeat beat, ICollection<AlarmChange> changes)
    {
        var end = beat.Start.AddMilliseconds(beat.RrMs);
        if (_last is { } last && beat.Start - last.At > Window)
        {
            _last = null;
            if (_raised is { } raised)
                changes.Add(raised with { Transition = AlarmTransition.ConditionGone, At = end });
            _raised = null;
        }
        if (beat.Verdict.Class != BeatClass.ROnTPvc) return;

        if (_last is { } first && _raised is null)
        {
            _raised = new AlarmChange(RuleName, AlarmKind.Physiological, AlarmPriority.Medium, AlarmTransition.Raised,
                first.Beat, first.At, end, "R-on-T PVC twice in 60 s");
            changes.Add(_raised.Value);
        }
        _last = (beat.Index, beat.Start);
    }

    /// <inheritdoc />
    public void Resume(in AlarmChange open, in JudgedBeat first)
    {
        if (open.OnsetBeat >= first.Index) return;
        _raised = open;
        // When the last one came is not known any more: at the latest just before this beat, so the alarm ends late, not early.
        _last = (first.Index - 1, first.Start);
    }
}
