namespace EcgStream.Signal.Alarms;

/// <summary>What an alarm is about; the two kinds are kept apart everywhere.</summary>
public enum AlarmKind : byte
{
    /// <summary>About the patient.</summary>
    Physiological = 0,

    /// <summary>About signal, leads, analysis or storage.</summary>
    Technical = 1,
}
