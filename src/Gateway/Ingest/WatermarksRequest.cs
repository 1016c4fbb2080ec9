namespace EcgStream.Gateway.Ingest;

/// <summary>Whose watermarks.</summary>
/// <param name="Ids">1…10,000 patient ids.</param>
public sealed record WatermarksRequest(string[] Ids);
