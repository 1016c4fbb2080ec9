using Orleans;

namespace EcgStream.Contracts.Ecg;

/// <summary>What a producer can see of its patient.</summary>
[GenerateSerializer]
public enum ProducerState : byte
{
    /// <summary>Leads are on and the signal is watched: beats that come are sent, and when none come there are none.</summary>
    Watching = 0,

    /// <summary>A lead is off: whether the heart beats cannot be told.</summary>
    LeadOff = 1,

    /// <summary>The producer stops on purpose; silence from here on means nothing.</summary>
    Standby = 2,
}
