namespace EcgStream.Packages.Tests;

/// <summary>A package that some feeds lack, and the assemblies that hold it: its own, or those of its stand-in.</summary>
/// <param name="Name">Name of its list.</param>
/// <param name="Owns">True for the name of an assembly that belongs to it.</param>
public sealed record Package(string Name, Func<string, bool> Owns)
{
    public static Package[] All { get; } =
    [
        new("Orleans", assembly => assembly is "EcgStream.Offline.Orleans" or "EcgStream.Offline.Clustering" || assembly.StartsWith("Orleans.", StringComparison.Ordinal)),
        new("MudBlazor", assembly => assembly == "MudBlazor"),
        new("OnnxRuntime", assembly => assembly == "Microsoft.ML.OnnxRuntime"),
    ];

    /// <summary>True where the assembly is the package's, false where it is the stand-in's.</summary>
    public static bool IsReal => !File.Exists(Path.Combine(AppContext.BaseDirectory, "EcgStream.Offline.Orleans.dll"));
}
