namespace EcgStream.Inference.Models;

/// <summary>What manifest.json says of a model set.</summary>
/// <param name="Version">Version of the set; every verdict carries it.</param>
public sealed record ModelManifest(string Version);
