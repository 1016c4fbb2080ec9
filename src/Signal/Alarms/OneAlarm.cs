using System.Runtime.CompilerServices;
using EcgStream.Signal.Beats;

namespace EcgStream.Signal.Alarms;

/// <summary>The one alarm that a rule can have at a time. Takes a reference's room until it is raised: most patients have none.</summary>
internal struct OneAlarm
{
    private StrongBox<AlarmChange>? _raised;

    internal readonly bool IsPresent => _raised is not null;

    internal void Raise(in AlarmChange change, ICollection<AlarmChange> changes)
    {
        _raised = new(change);
        changes.Add(change);
    }

    /// <summary>Says a worse value of the alarm that is present.</summary>
    internal readonly void Escalate(in JudgedBeat beat, string text, ICollection<AlarmChange> changes)
    {
        ref var raised = ref _raised!.Value;
        raised = raised with { Transition = AlarmTransition.Escalated, At = beat.Start.AddMilliseconds(beat.RrMs), Text = text };
        changes.Add(raised);
    }

    /// <summary>The condition is gone with this beat; nothing when it was not present.</summary>
    internal void End(in JudgedBeat beat, ICollection<AlarmChange> changes)
    {
        if (_raised is not { } raised) return;
        _raised = null;
        changes.Add(raised.Value with { Transition = AlarmTransition.ConditionGone, At = beat.Start.AddMilliseconds(beat.RrMs) });
    }

    /// <summary>Takes up an alarm that was raised before this activation.</summary>
    internal void Resume(in AlarmChange open) => _raised = new(open);
}
