namespace EcgStream.Gateway.Ingest;

/// <summary>What became of statuses.</summary>
/// <param name="Taken">How many were taken.</param>
/// <param name="Refused">Patient and reason of those that were not.</param>
public sealed record StatusAnswer(int Taken, IReadOnlyDictionary<string, string> Refused);
