using System.Globalization;
using EcgStream.Signal.Beats;
using EcgStream.Signal.Sequencing;

namespace EcgStream.Signal.Alarms;

/// <summary>
/// Runs of ventricular beats. Source: ANSI/AAMI EC13 (now in IEC 60601-2-27), ventricular tachycardia is five or more
/// ventricular beats in a row above 100/min; three or more are a run, two a couplet. A couplet is an event, kept and
/// silent: single beats and couplets are too many to sound (Drew et al., PLoS ONE 2014, 10.1371/journal.pone.0110274).
/// One run is one alarm, whose onset is its first beat. A beat that is not ventricular, a beat without a verdict and a
/// hole end the run.
/// </summary>
public sealed class VentricularRun : IAlarmRule
{
    /// <summary>Name of the rule in alarm identities.</summary>
    public const string RuleName = "ventricular-run";

    /// <summary>Rate above which a run is ventricular tachycardia unless the patient's limits say otherwise, beats a minute (EC13).</summary>
    public const double DefaultRateHigh = 100;

    private const int Couplet = 2;
    private const int Run = VentricularCount.Run;
    private const int Tachycardia = 5;

    private readonly double _rateHigh;
    private long _onset;
    private DateTimeOffset _onsetAt;
    private long _count;       // ventricular beats in the run; 0 when there is none
    private double _sumRrMs;
    private long _nextBeat;    // the beat that continues the run; another one is behind a hole
    private AlarmPriority? _raised;

    /// <summary>The rule with a patient's limit.</summary>
    /// <param name="rateHigh">Beats a minute.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not a positive finite rate.</exception>
    public VentricularRun(double rateHigh = DefaultRateHigh)
    {
        if (!(rateHigh > 0 && double.IsFinite(rateHigh)))
            throw new ArgumentOutOfRangeException(nameof(rateHigh), rateHigh, "The rate limit is a positive number of beats a minute.");
        _rateHigh = rateHigh;
    }

    /// <inheritdoc />
    public string Name => RuleName;

    private double MeanRate => 60_000 * _count / _sumRrMs;

    /// <inheritdoc />
    public void Observe(in JudgedBeat beat, ICollection<AlarmChange> changes)
    {
        var ventricular = beat.Verdict.Class.IsVentricular();
        if (_count > 0 && (!ventricular || beat.Index != _nextBeat)) End(beat, changes);
        if (!ventricular) return;

        if (_count == 0) (_onset, _onsetAt) = (beat.Index, beat.Start);
        _count++;
        _sumRrMs += beat.RrMs;
        _nextBeat = beat.Index + 1;
        if (_count < Run) return;

        var priority = _raised == AlarmPriority.High || _count >= Tachycardia && MeanRate > _rateHigh
            ? AlarmPriority.High
            : AlarmPriority.Medium;
        if (_raised is null || priority > _raised || IsMilestone(_count))
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
        _count = first.Index - open.OnsetBeat;
        _sumRrMs = Math.Clamp(
            (first.Start - open.OnsetAt).TotalMilliseconds, _count * ChunkCheck.MinRrMs, _count * ChunkCheck.MaxRrMs);
        _nextBeat = first.Index;
        _raised = open.Priority;
    }

    private void End(in JudgedBeat beat, ICollection<AlarmChange> changes)
    {
        if (_raised is { } priority)
            changes.Add(Change(priority, AlarmTransition.ConditionGone, beat, Text(priority)));
        else if (_count == Couplet)
        {
            // Only now it is known that no third beat follows.
            var text = string.Create(CultureInfo.InvariantCulture, $"ventricular couplet at {MeanRate:F0}/min");
            changes.Add(Change(AlarmPriority.Event, AlarmTransition.Raised, beat, text));
            changes.Add(Change(AlarmPriority.Event, AlarmTransition.ConditionGone, beat, text));
        }
        (_count, _sumRrMs, _raised) = (0, 0, null);
    }

    private AlarmChange Change(AlarmPriority priority, AlarmTransition transition, in JudgedBeat beat, string text) =>
        new(RuleName, AlarmKind.Physiological, priority, transition, _onset, _onsetAt, beat.Start.AddMilliseconds(beat.RrMs), text);

    private string Text(AlarmPriority priority) => string.Create(CultureInfo.InvariantCulture,
        $"{(priority == AlarmPriority.High ? "VT" : "ventricular run")} {_count} beats at {MeanRate:F0}/min");

    /// <summary>5, 10, 20, 50, 100, 200, 500 …: a long run says so without a message a beat.</summary>
    private static bool IsMilestone(long count)
    {
        while (count >= 10 && count % 10 == 0) count /= 10;
        return count is 1 or 2 or 5;
    }
}
