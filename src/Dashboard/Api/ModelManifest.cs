namespace EcgStream.Dashboard.Api;

/// <summary>What is shipped: versions, files, hashes.</summary>
public sealed record ModelManifest(string Version, int Seed, IReadOnlyList<ModelFile> Models);
