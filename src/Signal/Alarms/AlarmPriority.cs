namespace EcgStream.Signal.Alarms;

/// <summary>Priority of an alarm, after IEC 60601-1-8. An event is kept in the history and makes no sound.</summary>
public enum AlarmPriority : byte
{
    /// <summary>Kept in the history, never sounds.</summary>
    Event = 0,

    /// <summary>Cyan, *, steady, not latching.</summary>
    Low = 1,

    /// <summary>Yellow, **, flashes slowly.</summary>
    Medium = 2,

    /// <summary>Red, ***, flashes, latching.</summary>
    High = 3,
}
