using Orleans;

namespace EcgStream.Contracts.Alarms;

/// <summary>Where an alarm is in its life.</summary>
[GenerateSerializer]
public enum AlarmState : byte
{
    /// <summary>The condition is present, nobody has acknowledged.</summary>
    Active = 0,

    /// <summary>The condition is present and acknowledged.</summary>
    Acknowledged = 1,

    /// <summary>A high-priority condition is gone but nobody has acknowledged yet.</summary>
    Latched = 2,

    /// <summary>Over.</summary>
    Cleared = 3,
}
