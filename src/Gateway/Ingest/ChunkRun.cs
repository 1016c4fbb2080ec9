using EcgStream.Contracts.Ecg;

namespace EcgStream.Gateway.Ingest;

/// <summary>How a run of chunks went.</summary>
/// <param name="Last">The grain's last answer.</param>
/// <param name="Taken">Chunks taken.</param>
/// <param name="Duplicates">Chunks that were there already.</param>
/// <param name="StoppedAt">Index of the chunk that was not taken, or null.</param>
internal readonly record struct ChunkRun(AppendReply Last, int Taken, int Duplicates, int? StoppedAt);
