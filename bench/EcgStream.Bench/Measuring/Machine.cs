using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace EcgStream.Bench.Measuring;

/// <summary>What the figures were measured on.</summary>
internal static class Machine
{
    internal static JsonObject Describe() => new()
    {
        ["cpu"] = Cpu(),
        ["cores"] = Environment.ProcessorCount,
        ["dotnet"] = RuntimeInformation.FrameworkDescription,
        ["onnxruntime"] = Version(typeof(Microsoft.ML.OnnxRuntime.InferenceSession)),
        ["orleansVersion"] = Version(typeof(global::Orleans.Grain)),
        ["mudBlazor"] = OfServer("MudBlazor.dll"),
        ["commit"] = Git("rev-parse", "HEAD") + (Git("status", "--porcelain", "-uno", "--", "src", "bench").Length > 0 ? " with changes" : ""),
        ["loadStart"] = Load(),
    };

    /// <summary>Load average of the last minute; −1 where the system tells none.</summary>
    internal static double Load() => File.Exists("/proc/loadavg")
        ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture)
        : -1;

    private static string Cpu() => (File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim()
        : null) ?? RuntimeInformation.ProcessArchitecture.ToString();

    private static string Version(Type type) =>
        type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+', ' ')[0].TrimEnd('.')
        ?? type.Assembly.GetName().Version!.ToString();

    /// <summary>Version of a library that only the server program has.</summary>
    private static string OfServer(string library) => Path.Combine(Rest.ServerProcess.Folder, library) is var file && File.Exists(file)
        ? FileVersionInfo.GetVersionInfo(file).ProductVersion!.Split('+')[0]
        : "unknown";

    private static string Git(params string[] arguments)
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            return git.StandardOutput.ReadToEnd().Trim();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "unknown"; // no git here
        }
    }
}
