using System.Globalization;
using EcgStream.Signal.Beats;
using EcgStream.Signal.Sequencing;

namespace EcgStream.Signal.Alarms;

/// <summary>
/// Runs of ventricular beats. Source: the alarm definitions of the PhysioNet/CinC Challenge 2015 (Clifford et al., CinC
/// 2015, 273–276), ventricular tachycardia is five or more ventricular beats above 100/min; three or more are a run, two a couplet. A couplet is an event, kept and
/// silent: single beats and couplets are too many to sound (Drew et al., PLoS ONE 2014, 10.1371/journal.pone.0110274).
/// One run is one alarm, whose onset is its first beat. A beat that is not ventricular, a beat without a verdict and a
/// hole end the run; one misjudged beat does not (<see cref="VentricularCount"/>).
/// </summary>
public sealed class VentricularRun : IAlarmRule
{
    /// <summary>Name of the rule in alarm identities.</summary>
    public const string RuleName = "ventricular-run";

    /// <summary>Rate above which a run is ventricular tachycardia unless the patient's limits say otherwise, beats a minute (as above).</summary>
    public const double DefaultRateHigh = 100;

    private const int Couplet = 2;
    private const int Run = VentricularCount.Run;
    private const int Tachycardia = 5;

    private double _rateHigh;
    private long _onset;
    private DateTimeOffset _onsetAt;
    private VentricularCount _row;
    private long _count;       // as of the run's last ventricular beat
    private double _meanRate;
    private AlarmPriority? _raised;

    /// <summary>The rule with a patient's limit.</summary>
    /// <param name="rateHigh">Beats a minute.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not a positive finite rate.</exception>
    public VentricularRun(double rateHigh = DefaultRateHigh) => RateHigh = rateHigh;

    /// <summary>Rate above which a run is ventricular tachycardia, beats a minute. One that has been said stays said.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a positive finite rate.</exception>
    public double RateHigh
    {
        get => _rateHigh;
        set => _rateHigh = value > 0 && double.IsFinite(value) ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The rate limit is a positive number of beats a minute.");
    }

    /// <inheritdoc />
    public string Name => RuleName;

    /// <inheritdoc />
    public void Observe(in JudgedBeat beat, ICollection<AlarmChange> changes)
    {
        if (_row.Observe(beat) > 0) End(beat, changes);
        if (_row.Length == 0 || _row.IsPending) return;

        if (_row.Length == 1) (_onset, _onsetAt) = (beat.Index, beat.Start);
        var before = _count;
        (_count, _meanRate) = (_row.Length, 60_000 * _row.Length / _row.SumRrMs);
        if (_count < Run) return;

        var priority = _raised == AlarmPriority.High || _count >= Tachycardia && _meanRate > _rateHigh
            ? AlarmPriority.High
            : AlarmPriority.Medium;
        if (_raised is null || priority > _raised || IsMilestone(_count) || _count == before + 2 && IsMilestone(_count - 1))
        {
            var transition = _raised is null ? AlarmTransition.Raised : AlarmTransition.Escalated;
            _raised = priority;
            changes.Add(Change(priority, transition, beat, Text(priority)));
        }
    }

    /// <inheritdoc />
    public void Resume(in AlarmChange open, in JudgedBeat first)
    {
        if (open.OnsetBeat >= first.Index) return;
        // The run reaches from its onset to this beat without a hole, or it would have ended: beats follow each other at
        // their RR intervals, so these add up to the time between (within what RR intervals can be: clocks get set).
        _onset = open.OnsetBeat;
        _onsetAt = open.OnsetAt;
        _count = Math.Min(first.Index - open.OnsetBeat, int.MaxValue - 1);
        var sumRrMs = Math.Clamp(
            (first.Start - open.OnsetAt).TotalMilliseconds, _count * ChunkCheck.MinRrMs, _count * ChunkCheck.MaxRrMs);
        _meanRate = 60_000 * _count / sumRrMs;
        _row.Resume((int)_count, sumRrMs, first.Index);
        _raised = open.Priority;
    }

    private void End(in JudgedBeat beat, ICollection<AlarmChange> changes)
    {
        if (_raised is { } priority)
            changes.Add(Change(priority, AlarmTransition.ConditionGone, beat, Text(priority)));
        else if (_count == Couplet)
        {
            // Only now it is known that no third beat follows.
            var text = string.Create(CultureInfo.InvariantCulture, $"ventricular couplet at {_meanRate:F0}/min");
            changes.Add(Change(AlarmPriority.Event, AlarmTransition.Raised, beat, text));
            changes.Add(Change(AlarmPriority.Event, AlarmTransition.ConditionGone, beat, text));
        }
        (_count, _raised) = (0, null);
    }

    private AlarmChange Change(AlarmPriority priority, AlarmTransition transition, in JudgedBeat beat, string text) =>
        new(RuleName, AlarmKind.Physiological, priority, transition, _onset, _onsetAt, beat.Start.AddMilliseconds(beat.RrMs), text);

    private string Text(AlarmPriority priority) => string.Create(CultureInfo.InvariantCulture,
        $"{(priority == AlarmPriority.High ? "VT" : "ventricular run")} {_count} beats at {_meanRate:F0}/min");

    /// <summary>5, 10, 20, 50, 100, 200, 500 …: a long run says so without a message a beat.</summary>
    private static bool IsMilestone(long count)
    {
        while (count >= 10 && count % 10 == 0) count /= 10;
        return count is 1 or 2 or 5;
    }
}
