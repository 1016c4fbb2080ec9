using System.Globalization;
using EcgStream.Signal.Alarms;
using EcgStream.Signal.Beats;
using EcgStream.Signal.Sequencing;

namespace EcgStream.Grains.Patient;

/// <summary>
/// Follows missing beats by the clock: first an alarm, in the end a hole. One alarm stands while anything is overdue,
/// however the missing beats trickle in: its onset is the first beat that was missing when it was raised.
/// </summary>
/// <param name="onset">Onset beat of an alarm that an earlier activation raised, or null.</param>
internal sealed class GapWatch(BeatSequencer sequencer, PatientOptions options, TimeProvider time, long? onset = null)
{
    /// <summary>Name of the rule.</summary>
    internal const string Rule = "signal-gap";

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    // Bounded by what the sequencer holds; passed ranges go when their hole is taken.
    private readonly List<BeatHole> _givenUp = [];
    private long? _onset = onset;
    private DateTimeOffset _onsetAt;

    /// <summary>True while nothing waits and no alarm stands: two comparisons a chunk is what a healthy patient costs.</summary>
    internal bool IsQuiet => sequencer.PendingBeats == 0 && _onset is null;

    /// <summary>How long until missing beats are to be looked at again; null while none are missing.</summary>
    internal TimeSpan? UntilNextLook()
    {
        if (!sequencer.TryGetGap(out var gap)) return null;
        var age = time.GetElapsedTime(gap.Since);
        var left = (age < options.GapAlarm ? options.GapAlarm : options.GapGiveUp) - age;
        // Never longer than the period: while one gap waits to be given up, a younger one may become an alarm. What is
        // overdue already waits for something else (its alarm, or a store in trouble): the next look is a period away.
        return left > TimeSpan.Zero && left < Period ? TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(left.TotalMilliseconds))) : Period;
    }

    /// <summary>
    /// Declares lost what has been missing for too long, but nothing that no alarm has told of: on a machine that stood
    /// still for a while, the first look at a gap may be the one that finds it this old.
    /// </summary>
    internal void GiveUp()
    {
        while (_onset is not null && sequencer.TryGetGap(out var gap) && time.GetElapsedTime(gap.Since) >= options.GapGiveUp)
        {
            _givenUp.Add(new BeatHole(gap.FirstBeat, gap.BeatCount));
            if (sequencer.DeclareLost(gap.FirstBeat, gap.BeatCount).Outcome != ChunkOutcome.Taken) return;
        }
    }

    /// <summary>Why a hole is one, for people.</summary>
    internal string ReasonOf(BeatHole hole)
    {
        var isGivenUp = _givenUp.Exists(range => range.FirstBeat < hole.End && hole.FirstBeat < range.End);
        _givenUp.RemoveAll(range => range.End <= hole.End);
        return isGivenUp ? Say($"not received within {options.GapGiveUp.TotalSeconds:0.#} s") : "declared lost by the producer";
    }

    /// <summary>What the alarm does now, or null.</summary>
    /// <param name="signalEnd">Sample time up to which beats have been taken.</param>
    internal AlarmChange? Observe(DateTimeOffset signalEnd)
    {
        if (sequencer.TryGetGap(out var gap) && time.GetElapsedTime(gap.Since) >= options.GapAlarm)
        {
            if (_onset is not null) return null;
            (_onset, _onsetAt) = (gap.FirstBeat, signalEnd);
            return Change(AlarmTransition.Raised, gap.FirstBeat, signalEnd,
                Say($"signal gap: {gap.BeatCount} {(gap.BeatCount == 1 ? "beat" : "beats")} missing for {options.GapAlarm.TotalSeconds:0.#} s"));
        }

        // An activation does not know what was missing in the one before: it waits until that beat is passed.
        if (_onset is not { } first || sequencer.NextBeat <= first) return null;
        _onset = null;
        return Change(AlarmTransition.ConditionGone, first, signalEnd, "");
    }

    private AlarmChange Change(AlarmTransition transition, long first, DateTimeOffset at, string text) =>
        new(Rule, AlarmKind.Technical, AlarmPriority.Medium, transition, first, _onsetAt, at, text);

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
