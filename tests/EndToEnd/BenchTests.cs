using System.Text.Json;
using EcgStream.EndToEnd.Support;

namespace EcgStream.EndToEnd;

/// <summary>The benchmarks run, and say what others read; what they measure is no test's business.</summary>
public sealed class BenchTests
{
    private static readonly Dictionary<string, string[]> Names = new()
    {
        ["machine"] = ["cpu", "cores", "dotnet", "onnxruntime", "orleans", "orleansVersion", "commit", "loadStart", "loadEnd"],
        ["raw"] = ["beatsPerSecond"],
        ["channels"] = ["beatsPerSecond", "ofRaw"],
        ["call"] = ["beatsPerSecond", "ofRaw", "overheadMicrosecondsPerBeat"],
        ["stream"] = ["beatsPerSecond", "ofRaw", "overheadMicrosecondsPerBeat"],
        ["rest"] = ["classifyPerSecond", "p50Ms", "p99Ms", "batch64BeatsPerSecond", "allocatedBytesPerRequest"],
    };

    [Fact]
    public async Task Bench_ThroughputAndRest_WritesEveryName()
    {
        using var folder = new TempFolder();
        var json = Path.Combine(folder.FullName, "figures.json");
        await using var bench = EcgProcess.BenchIn(
            folder.FullName, "--quick", "--repeat-seconds", "0.4", "--only", "throughput", "rest", "--json", json);
        Assert.True(await bench.ExitCodeAsync() == 0, bench.Output);

        using var figures = JsonDocument.Parse(await File.ReadAllTextAsync(json));
        foreach (var (section, names) in Names)
        foreach (var name in names)
        {
            var value = figures.RootElement.GetProperty(section).GetProperty(name);
            if (section != "machine" && name != "overheadMicrosecondsPerBeat") Assert.True(value.GetDouble() > 0, $"{section}.{name} is {value}");
        }

        Assert.Empty(Directory.EnumerateFiles(folder.FullName, "*.db", SearchOption.AllDirectories)); // it clears up after itself
    }
}
