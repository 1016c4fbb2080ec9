using EcgStream.History.Writing;
using EcgStream.Signal.Alarms;

namespace EcgStream.Grains.Patient;

/// <summary>
/// Says by a technical alarm that the store has left something out, and takes it back once enough beats after it are
/// stored. One alarm stands however much is refused meanwhile; the history tells each.
/// </summary>
/// <param name="onset">Onset beat of an alarm that an earlier activation raised, or null.</param>
internal sealed class RefusalWatch(long? onset = null)
{
    /// <summary>Name of the rule.</summary>
    internal const string Rule = "not-stored";

    /// <summary>Beats that must be stored after the last one refused.</summary>
    internal const int BeatsUntilOver = 20;

    private long? _onset = onset;
    private long _last = onset ?? 0;

    /// <summary>The alarm stands: commits are counted.</summary>
    internal bool Stands => _onset is not null;

    /// <summary>What the alarm does after a commit, or null.</summary>
    /// <param name="refused">Rows left out, if any.</param>
    /// <param name="nextBeat">Everything before this beat is stored.</param>
    internal AlarmChange? Observe(IReadOnlyList<RefusedRow> refused, long nextBeat, DateTimeOffset now)
    {
        if (refused.Count > 0)
        {
            _last = Math.Max(_last, refused.Max(row => row.Beat));
            if (_onset is not null) return null;
            _onset = refused[0].Beat;
            var more = refused.Count > 1 ? $" and {refused.Count - 1} more" : "";
            return Change(AlarmTransition.Raised, now, $"not stored: {refused[0].What}{more}");
        }

        if (_onset is null || nextBeat <= _last + BeatsUntilOver) return null;
        var gone = Change(AlarmTransition.ConditionGone, now, "");
        _onset = null;
        return gone;
    }

    private AlarmChange Change(AlarmTransition transition, DateTimeOffset now, string text) =>
        new(Rule, AlarmKind.Technical, AlarmPriority.Medium, transition, _onset!.Value, now, now, text);
}
