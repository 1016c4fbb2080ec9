using EcgStream.Signal.Beats;

namespace EcgStream.Signal.Alarms;

/// <summary>One alarm rule over the run of a patient's judged beats. Holds its own small state; no I/O, no clock.</summary>
public interface IAlarmRule
{
    /// <summary>Looks at the next beat (indices rise; a jump is a recorded hole) and appends what changed.</summary>
    void Observe(in JudgedBeat beat, ICollection<AlarmChange> changes);
}
