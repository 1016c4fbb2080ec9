using System.CommandLine;
using EcgStream.Bench.Live;
using EcgStream.Bench.Measuring;
using EcgStream.Bench.Paths;
using EcgStream.Bench.Peers;
using EcgStream.Bench.Rest;
using EcgStream.Bench.Store;
using EcgStream.Simulator;
using EcgStream.Simulator.Beats;

namespace EcgStream.Bench;

/// <summary><c>./ecgstream bench</c>: one run, one machine, the models as shipped, all four on every beat.</summary>
internal static class BenchCommand
{
    private delegate Task Measure(BenchOptions options, IBeatSource beats, Report report, CancellationToken cancel);

    private const string Peers = "peers"; // only with --peers: they need programs of others
    private static readonly string Results = Path.Combine("bench", "results");

    /// <summary>In the order in which they run: peers are compared with section rest.</summary>
    private static readonly (string Name, Measure Measure)[] Sections =
    [
        ("models", (options, _, report, _) =>
        {
            ModelCosts.Measure(options, report);
            return Task.CompletedTask;
        }),
        ("throughput", Throughput.MeasureAsync),
        ("scaling", Scaling.MeasureAsync),
        ("live", LiveSection.MeasureAsync),
        ("rest", RestSection.MeasureAsync),
        ("start", (options, _, report, cancel) => StartSection.MeasureAsync(options, report, cancel)),
        ("history", (options, _, report, _) => HistorySection.MeasureAsync(options, report)),
        (Peers, PeerSection.MeasureAsync),
    ];

    internal static RootCommand Create()
    {
        var names = Sections.Select(section => section.Name).Where(name => name != Peers).ToArray();
        var quick = new Option<bool>("--quick") { Description = "everything in three minutes: shows that it runs, not what it costs" };
        var json = new Option<FileInfo?>("--json") { Description = "also write the figures to this file" };
        var save = new Option<bool>("--save") { Description = "also write bench/results/DATE-SECTION.json, in place of an older one" };
        var peers = new Option<bool>("--peers") { Description = "also run what else could be used, with the same beats" };
        var only = new Option<string[]>("--only") { Description = $"sections to run: {string.Join(", ", names)}", AllowMultipleArgumentsPerToken = true };
        only.AcceptOnlyFromAmong(names);
        var seconds = BoundedOption.Create("--live-seconds", 0.0, 0, 86_400, "length of each live ward; 0 takes 60, or 10 with --quick");
        var patients = BoundedOption.Create("--live-patients", 0, 0, 100_000, "patients of the live ward on the call door, half as many on the stream; 0 takes 10000, or 500 with --quick");
        var each = BoundedOption.Create("--repeat-seconds", 0.0, 0, 60, "length of each repeat of a measurement; 0 takes 3, or 0.8 with --quick");
        var beats = BoundedOption.Create("--history-beats", 0, 0, 1_000_000_000, "beats in section history's database; 0 takes 5,000,000, or 200,000 with --quick");
        var address = new Option<string?>("--history-database") { Description = "an empty PostgreSQL database for section history (Host=…;Database=…); default an SQLite file" };
        var command = new RootCommand("Measures EcgStream against what ONNX Runtime alone can do.")
        {
            quick, json, save, peers, only, seconds, patients, each, beats, address,
        };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(save) && parsed.GetValue(quick)) parsed.AddError("--save keeps figures, and --quick makes none worth keeping: leave one out.");
        });
        command.SetAction((parsed, cancel) =>
        {
            var isQuick = parsed.GetValue(quick);
            var chosen = parsed.GetValue(only) is { Length: > 0 } some ? some : names;
            var options = new BenchOptions(isQuick, (parsed.GetValue(peers) ? chosen.Append(Peers) : chosen).ToHashSet(),
                parsed.GetValue(seconds) is > 0 and var length ? length : isQuick ? 10 : 60,
                parsed.GetValue(patients) is > 0 and var many ? many : isQuick ? 500 : 10_000,
                TimeSpan.FromSeconds(parsed.GetValue(each) is > 0 and var repeat ? repeat : isQuick ? 0.8 : 3),
                parsed.GetValue(beats) is > 0 and var stored ? stored : isQuick ? 200_000 : 5_000_000,
                parsed.GetValue(address),
                Path.Combine("artifacts", "bench", $"run-{Environment.ProcessId}"));
            return RunAsync(options, parsed.GetValue(json), parsed.GetValue(save), cancel);
        });
        return command;
    }

    private static async Task<int> RunAsync(BenchOptions options, FileInfo? json, bool save, CancellationToken cancel)
    {
        Directory.CreateDirectory(options.Folder);
        try
        {
            var report = new Report(Machine.Describe());
            var beats = Wards.Open();
            foreach (var (name, measure) in Sections)
            {
                if (!options.Sections.Contains(name)) continue;
                report.Section = name;
                await measure(options, beats, report, cancel);
            }

            report.End(Machine.Load());
            if (json is not null) report.Write(json);
            if (save) report.Save(Results, DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().Date));
            return 0;
        }
        finally
        {
            Directory.Delete(options.Folder, recursive: true);
        }
    }
}
