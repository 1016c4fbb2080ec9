namespace EcgStream.Signal.Quality;

/// <summary>What is wrong with a beat's samples.</summary>
[Flags]
public enum SignalQuality : byte
{
    /// <summary>Nothing.</summary>
    Good = 0,

    /// <summary>So rough that form and class of the beat deserve little trust.</summary>
    Noisy = 1,

    /// <summary>Flat tops or bottoms: an amplifier at its limit.</summary>
    Clipped = 2,

    /// <summary>No signal at all: there is no beat in it, whatever the producer took for one.</summary>
    Flat = 4,
}
