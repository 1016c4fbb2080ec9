namespace EcgStream.Signal.Sequencing;

/// <summary>What the sequencer did with a chunk or a declared loss.</summary>
public enum ChunkOutcome : byte
{
    /// <summary>Taken: at least one of its samples was missing.</summary>
    Taken = 0,

    /// <summary>Nothing in it was missing; sending it again is harmless.</summary>
    Duplicate = 1,

    /// <summary>Not taken, there is no room so far ahead: keep it and send it again.</summary>
    Busy = 2,

    /// <summary>Not taken and never will be: it is malformed.</summary>
    Refused = 3,
}
