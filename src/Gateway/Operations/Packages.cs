using System.Reflection;
using Microsoft.ML.OnnxRuntime;
using Orleans;

namespace EcgStream.Gateway.Operations;

/// <summary>Names the packages of this build: a figure without them cannot be compared (docs/adr/0002).</summary>
internal static class Packages
{
    public static IReadOnlyList<PackageAnswer> Read()
    {
        var kind = typeof(Packages).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(m => m.Key == "EcgStreamPackages")?.Value ?? "unknown";
        // The gateway does not use MudBlazor: where pages are hosted it is among the loaded assemblies.
        var mudBlazor = AppDomain.CurrentDomain.GetAssemblies()
            .FirstOrDefault(a => a.GetName().Name is "MudBlazor" or "EcgStream.Offline.MudBlazor");
        return
        [
            Describe("Orleans", typeof(IGrainFactory).Assembly, kind),
            Describe("ONNX Runtime", typeof(InferenceSession).Assembly, kind),
            Describe("MudBlazor", mudBlazor, kind),
        ];
    }

    private static PackageAnswer Describe(string name, Assembly? assembly, string kind) => new(
        name,
        assembly?.GetName().Name,
        assembly?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split(['+', ' '])[0].TrimEnd('.') // of "10.4.2. Commit Hash: …", say
            ?? assembly?.GetName().Version?.ToString(),
        kind);
}
