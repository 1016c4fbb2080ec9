namespace EcgStream.Simulator.Ward;

/// <summary>Why no beat comes for a while.</summary>
public enum Silence
{
    /// <summary>The heart has stopped: the producer watches and says so.</summary>
    NoBeat,

    /// <summary>A lead is off: the producer says so.</summary>
    LeadOff,

    /// <summary>The producer says nothing.</summary>
    Lost,
}
