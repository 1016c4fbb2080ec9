namespace EcgStream.Gateway.Ingest;

/// <summary>How far a patient's signal came.</summary>
/// <param name="Watermark">Everything before this absolute sample is judged and stored; keep what is above and send it again.</param>
/// <param name="Taken">Chunks taken by this request.</param>
/// <param name="Duplicates">Chunks that were here already.</param>
public sealed record IngestAnswer(long Watermark, int Taken, int Duplicates);
