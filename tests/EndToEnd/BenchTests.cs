using System.Text.Json;

namespace EcgStream.EndToEnd;

/// <summary>The benchmarks run, and say what others read; what they measure is no test's business.</summary>
[Trait("Category", "Slow")]
public sealed class BenchTests
{
    private static readonly Dictionary<string, string[]> Names = new()
    {
        ["machine"] = ["cpu", "cores", "dotnet", "onnxruntime", "orleansVersion", "mudBlazor", "commit", "loadStart", "loadEnd"],
        ["raw"] = ["beatsPerSecond"],
        ["channels"] = ["beatsPerSecond", "ofRaw"],
        ["call"] = ["beatsPerSecond", "ofRaw", "overheadMicrosecondsPerBeat"],
        ["stream"] = ["beatsPerSecond", "ofRaw", "overheadMicrosecondsPerBeat"],
        ["rest"] = ["classifyPerSecond", "p50Ms", "p99Ms", "batch64BeatsPerSecond", "allocatedBytesPerRequest"],
        ["history"] = ["beats", "patients"],
    };

    [Fact]
    public async Task Bench_ThroughputRestAndHistory_WritesEveryName()
    {
        using var folder = new TempFolder();
        var json = Path.Combine(folder.FullName, "figures.json");
        await using var bench = EcgProcess.BenchIn(
            folder.FullName, "--quick", "--repeat-seconds", "0.4", "--history-beats", "10000", "--only", "throughput", "rest", "history", "--json", json);
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

    [Fact]
    public async Task Bench_SaveWithQuick_IsRefused()
    {
        using var folder = new TempFolder();
        await using var bench = EcgProcess.BenchIn(folder.FullName, "--quick", "--save");
        Assert.Equal(1, await bench.ExitCodeAsync());
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.FullName));
    }

    [Fact]
    public async Task Allocations_EveryOperation_StayWithinTheCommittedOnes()
    {
        await using var check = EcgProcess.MicroBench("--check");
        Assert.True(await check.ExitCodeAsync() == 0, check.Output);
    }

    [Fact]
    public async Task Allocations_OneByteMoreThanCommitted_FailTheCheck()
    {
        var committed = JsonSerializer.Deserialize<Dictionary<string, long>>(
            await File.ReadAllTextAsync(Path.Combine(Repository.Root, "bench", "Micro", "allocations.json")))!;
        committed["JudgingBenchmarks.Explain"]--;
        using var folder = new TempFolder();
        var file = Path.Combine(folder.FullName, "allocations.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(committed));

        await using var check = EcgProcess.MicroBench("--check", file);
        Assert.Equal(1, await check.ExitCodeAsync());
    }
}
