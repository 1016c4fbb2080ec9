namespace EcgStream.Gateway.Operations;

/// <summary>A package that a build may replace by a stand-in.</summary>
/// <param name="Name">Orleans, ONNX Runtime or MudBlazor.</param>
/// <param name="Assembly">Assembly that is loaded for it, or null.</param>
/// <param name="Version">Its version, or null.</param>
/// <param name="Kind">"real" or "offline".</param>
public sealed record PackageAnswer(string Name, string? Assembly, string? Version, string Kind);
