using System.Globalization;
using EcgStream.Signal.Beats;

namespace EcgStream.Signal.Alarms;

/// <summary>
/// Ventricular bigeminy: every other beat is a premature ventricular contraction. Monitors ask for three cycles
/// (Mindray V Series, Operating Instructions 9.7.2.1); here it takes four ventricular beats, each apart from the next by one
/// beat that is not: three come about by chance in a patient with 5 % PVCs every other hour, four once in two days. Low
/// priority, as there; alarms for PVCs are among those on which nobody acts (Drew et al., PLoS ONE 2014,
/// 10.1371/journal.pone.0110274). The onset is the first of the four; gone when eight beats have passed since the last
/// ventricular beat in step, so that one misjudged beat does not end it and raise it again.
/// </summary>
/// <param name="needed">Ventricular beats in step that are bigeminy, at least 2.</param>
public sealed class Bigeminy(int needed = 4) : IAlarmRule
{
    /// <summary>Name of the rule in alarm identities.</summary>
    public const string RuleName = "bigeminy";

    private const int GoneAfter = 8;

    private int _inStep;      // ventricular beats in the pattern so far
    private long _first, _last;
    private DateTimeOffset _firstAt;
    private long _lastOther = -1; // the last beat with a verdict that is not ventricular
    private long _lastInStep;
    private OneAlarm _alarm;

    /// <inheritdoc />
    public string Name => RuleName;

    /// <inheritdoc />
    public void Observe(in JudgedBeat beat, ICollection<AlarmChange> changes)
    {
        if (beat.Verdict.Class.IsVentricular()) Ventricular(beat, changes);
        else if (beat.Verdict.Class != BeatClass.Unknown) _lastOther = beat.Index;
        if (_alarm.IsPresent && beat.Index - _lastInStep >= GoneAfter) _alarm.End(beat, changes);
    }

    /// <inheritdoc />
    public void Resume(in AlarmChange open, in JudgedBeat first)
    {
        if (open.OnsetBeat >= first.Index) return;
        _alarm.Resume(open);
        _lastInStep = first.Index - 1; // not known any more: it ends late, not early
    }

    /// <inheritdoc />
    public bool Adopt(in AlarmChange open, in JudgedBeat first)
    {
        // What was in step with a beat before the first one looks out of step now.
        _alarm.Resume(open);
        _lastInStep = Math.Max(_lastInStep, _last);
        return true;
    }

    private void Ventricular(in JudgedBeat beat, ICollection<AlarmChange> changes)
    {
        var isInStep = _inStep > 0 && _last == beat.Index - 2 && _lastOther == beat.Index - 1;
        _last = beat.Index;
        if (!isInStep)
        {
            (_inStep, _first, _firstAt) = (1, beat.Index, beat.Start);
            return;
        }
        if (_inStep < needed) _inStep++;
        _lastInStep = beat.Index;
        if (_inStep < needed || _alarm.IsPresent) return;
        var end = beat.Start.AddMilliseconds(beat.RrMs);
        var text = string.Create(CultureInfo.InvariantCulture, $"bigeminy {needed} PVCs in {2 * needed - 1} beats ≥ {needed}");
        _alarm.Raise(new(RuleName, AlarmKind.Physiological, AlarmPriority.Low, AlarmTransition.Raised, _first, _firstAt, end, text), changes);
    }
}
