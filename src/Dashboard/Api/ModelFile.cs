namespace EcgStream.Dashboard.Api;

/// <summary>A model's file.</summary>
public sealed record ModelFile(string Name, string Kind, string File, string Sha256, long Bytes, int Parameters);
