using Orleans;

namespace EcgStream.Contracts.Ecg;

/// <summary>What became of a chunk.</summary>
[GenerateSerializer]
public enum AppendOutcome : byte
{
    /// <summary>Taken; its samples lie before the watermark in time.</summary>
    Taken = 0,

    /// <summary>All of its samples were here already; sending it again is harmless.</summary>
    Duplicate = 1,

    /// <summary>Not taken, there is no room: keep it and send it again.</summary>
    Busy = 2,

    /// <summary>Not taken and never will be: the chunk is malformed or the patient is not admitted.</summary>
    Refused = 3,
}
