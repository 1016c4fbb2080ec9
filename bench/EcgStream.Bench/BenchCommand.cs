using System.CommandLine;
using EcgStream.Bench.Live;
using EcgStream.Bench.Measuring;
using EcgStream.Bench.Paths;
using EcgStream.Bench.Peers;
using EcgStream.Bench.Rest;
using EcgStream.Simulator;

namespace EcgStream.Bench;

/// <summary><c>./ecgstream bench</c>: one run, one machine, the models as shipped, all four on every beat.</summary>
internal static class BenchCommand
{
    private static readonly string[] Sections = ["models", "throughput", "scaling", "live", "rest", "start"];

    internal static RootCommand Create()
    {
        var quick = new Option<bool>("--quick") { Description = "everything in three minutes: shows that it runs, not what it costs" };
        var json = new Option<FileInfo?>("--json") { Description = "also write the figures to this file" };
        var peers = new Option<bool>("--peers") { Description = "also run what else could be used, with the same beats" };
        var only = new Option<string[]>("--only") { Description = $"sections to run: {string.Join(", ", Sections)}", AllowMultipleArgumentsPerToken = true };
        only.AcceptOnlyFromAmong(Sections);
        var seconds = BoundedOption.Create("--live-seconds", 0.0, 0, 86_400, "length of each live ward; 0 takes 60, or 10 with --quick");
        var patients = BoundedOption.Create("--live-patients", 0, 0, 100_000, "patients of the live ward on the call door, half as many on the stream; 0 takes 10000, or 500 with --quick");
        var each = BoundedOption.Create("--repeat-seconds", 0.0, 0, 60, "length of each repeat of a measurement; 0 takes 3, or 0.8 with --quick");
        var command = new RootCommand("Measures EcgStream against what ONNX Runtime alone can do.") { quick, json, peers, only, seconds, patients, each };
        command.SetAction((parsed, cancel) =>
        {
            var isQuick = parsed.GetValue(quick);
            var chosen = parsed.GetValue(only) is { Length: > 0 } some ? some : Sections;
            return RunAsync(
                new BenchOptions(isQuick, (parsed.GetValue(peers) ? chosen.Append("peers") : chosen).ToHashSet(),
                    parsed.GetValue(seconds) is > 0 and var length ? length : isQuick ? 10 : 60,
                    parsed.GetValue(patients) is > 0 and var many ? many : isQuick ? 500 : 10_000,
                    TimeSpan.FromSeconds(parsed.GetValue(each) is > 0 and var repeat ? repeat : isQuick ? 0.8 : 3),
                    Path.Combine("artifacts", "bench", $"run-{Environment.ProcessId}")),
                parsed.GetValue(json), cancel);
        });
        return command;
    }

    private static async Task<int> RunAsync(BenchOptions options, FileInfo? json, CancellationToken cancel)
    {
        Directory.CreateDirectory(options.Folder);
        try
        {
            var report = new Report(Machine.Describe());
            var beats = Wards.Open();
            if (options.Sections.Contains("models")) ModelCosts.Measure(options, report);
            if (options.Sections.Contains("throughput")) await Throughput.MeasureAsync(options, beats, report, cancel);
            if (options.Sections.Contains("scaling")) await Scaling.MeasureAsync(options, beats, report, cancel);
            if (options.Sections.Contains("live")) await LiveSection.MeasureAsync(options, beats, report, cancel);
            if (options.Sections.Contains("rest")) await RestSection.MeasureAsync(options, beats, report, cancel);
            if (options.Sections.Contains("start")) await StartSection.MeasureAsync(options, report, cancel);
            if (options.Sections.Contains("peers")) await PeerSection.MeasureAsync(options, beats, report, cancel);
            report.End(Machine.Load());
            if (json is not null) report.Write(json);
            return 0;
        }
        finally
        {
            Directory.Delete(options.Folder, recursive: true);
        }
    }
}
