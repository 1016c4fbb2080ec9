namespace EcgStream.Signal.Alarms;

/// <summary>A step in the life of an alarm, caused by the signal.</summary>
public enum AlarmTransition : byte
{
    /// <summary>The condition began.</summary>
    Raised = 1,

    /// <summary>The condition got worse or longer; text and priority may have changed.</summary>
    Escalated = 2,

    /// <summary>The condition is gone.</summary>
    ConditionGone = 3,
}
