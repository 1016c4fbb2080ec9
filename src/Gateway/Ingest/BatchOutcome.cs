using EcgStream.Contracts.Ecg;

namespace EcgStream.Gateway.Ingest;

/// <summary>What became of one patient's chunks.</summary>
/// <param name="Watermark">Everything before this absolute sample is judged and stored; null where the patient was not asked.</param>
/// <param name="Outcome">Of the first chunk that was not taken, else of the last.</param>
/// <param name="Reason">Why not taken, naming the chunk; else null.</param>
public sealed record BatchOutcome(long? Watermark, AppendOutcome Outcome, string? Reason);
