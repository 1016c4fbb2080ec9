namespace EcgStream.Gateway.Ingest;

/// <summary>How far patients' signals are judged and stored.</summary>
/// <param name="Watermarks">By patient id: the absolute sample before which everything is judged and stored; null for unknown patients.</param>
public sealed record WatermarksAnswer(IReadOnlyDictionary<string, long?> Watermarks);
