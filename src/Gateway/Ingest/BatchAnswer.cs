namespace EcgStream.Gateway.Ingest;

/// <summary>What became of each patient's chunks.</summary>
/// <param name="Patients">By patient id.</param>
public sealed record BatchAnswer(IReadOnlyDictionary<string, BatchOutcome> Patients);
