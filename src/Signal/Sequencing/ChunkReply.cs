namespace EcgStream.Signal.Sequencing;

/// <summary>The sequencer's answer.</summary>
/// <param name="Outcome">What became of the chunk.</param>
/// <param name="Reason">For people, where it was not taken; else null.</param>
public readonly record struct ChunkReply(ChunkOutcome Outcome, string? Reason = null);
