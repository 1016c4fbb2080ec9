namespace EcgStream.Dashboard.Api;

/// <summary>A package that a build may replace by a stand-in.</summary>
public sealed record PackageInUse(string Name, string Kind, string? Assembly = null, string? Version = null);
