using System.ComponentModel.DataAnnotations;

namespace EcgStream.Gateway.Ingest;

/// <summary>Chunks of one patient, in order; a single chunk may also stand alone as the body.</summary>
/// <param name="Chunks">1…256 chunks.</param>
public sealed record IngestRequest([property: Length(1, ChunkReader.MostChunks)] ChunkRequest[] Chunks)
{
    internal static string Example { get; } =
        $$"""
        {"chunks":[{"firstSample":0,"startTime":"2026-01-31T12:00:00Z","rrMs":820,"samples":[{{string.Join(",", Enumerable.Repeat("0.1", 140))}}]}]}
        """;
}
