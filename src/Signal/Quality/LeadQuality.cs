namespace EcgStream.Signal.Quality;

/// <summary>What is wrong with a lead of a continuous signal at the moment.</summary>
[Flags]
public enum LeadQuality : byte
{
    /// <summary>Nothing.</summary>
    Good = 0,

    /// <summary>Between beats the QRS band holds more than half of a beat's level.</summary>
    Noisy = 1,

    /// <summary>The signal stands at its extreme value again and again: an amplifier or converter at its limit.</summary>
    Clipped = 2,

    /// <summary>The signal does not move: no electrode, or a value stuck at the rail. The detector leaves the lead out.</summary>
    Flat = 4,

    /// <summary>The device reports the electrode as off. The detector leaves the lead out.</summary>
    Off = 8,
}
