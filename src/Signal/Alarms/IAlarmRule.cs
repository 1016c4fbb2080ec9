using EcgStream.Signal.Beats;

namespace EcgStream.Signal.Alarms;

/// <summary>One alarm rule over the run of a patient's judged beats. Holds its own small state; no I/O, no clock.</summary>
public interface IAlarmRule
{
    /// <summary>Name of the rule in alarm identities, e.g. <c>ventricular-run</c>.</summary>
    string Name { get; }

    /// <summary>Looks at the next beat (indices rise; a jump is a recorded hole) and appends what changed.</summary>
    void Observe(in JudgedBeat beat, ICollection<AlarmChange> changes);

    /// <summary>
    /// Tells a fresh rule of an alarm of its own whose condition is present and which began before the first beat that it
    /// is about to see again, so that the alarm keeps its identity across activations.
    /// </summary>
    /// <param name="open">The alarm as last changed.</param>
    /// <param name="first">The first beat that will be replayed.</param>
    void Resume(in AlarmChange open, in JudgedBeat first)
    {
    }

    /// <summary>
    /// Tells a rule, after the replay, of an alarm of its own that is present and that the replay did not leave present,
    /// because the beats do not reach back as far as the rule looks. It keeps the alarm and ends it when its time comes.
    /// </summary>
    /// <param name="open">The alarm as last changed.</param>
    /// <param name="first">The first beat that was replayed.</param>
    /// <returns>False when the rule looks back no further than to the onset, and so was right.</returns>
    bool Adopt(in AlarmChange open, in JudgedBeat first) => false;
}
