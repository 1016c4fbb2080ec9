using System.ComponentModel.DataAnnotations;

namespace EcgStream.Gateway.Ingest;

/// <summary>Whose watermarks.</summary>
/// <param name="Ids">1…10,000 patient ids.</param>
public sealed record WatermarksRequest([property: Length(1, 10_000)] string[] Ids);
