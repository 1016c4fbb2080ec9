using System.Text.Json.Nodes;
using EcgStream.Bench.Measuring;
using EcgStream.Simulator.Beats;

namespace EcgStream.Bench.Paths;

/// <summary>
/// Processor time a beat of the whole path, call door to commit, with a hundred, a thousand and ten thousand patients: the
/// same number of beats under way, whoever they belong to. By turns, and more of them than elsewhere: one turn of a ward
/// differs from its next by as much as the wards do.
/// </summary>
internal static class Scaling
{
    private static readonly int[] Wards = [100, 1_000, 10_000];

    // Two other wards take their turns before a ward goes on: after ten seconds its patients would have lost their signal.
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(3);

    internal static async Task MeasureAsync(BenchOptions options, IBeatSource beats, Report report, CancellationToken cancel)
    {
        List<BenchServer> servers = [];
        var costs = Wards.ToDictionary(patients => patients, _ => new List<double>());
        try
        {
            List<(int Patients, Saturation Path)> paths = [];
            foreach (var patients in Wards)
            {
                servers.Add(await BenchServer.StartAsync(Path.Combine(options.Folder, $"scaling-{patients}.db"), beats, cancel));
                paths.Add((patients, await Throughput.OpenAsync(servers[^1], "call", Bench.Wards.Of(patients, beats), cancel)));
            }

            foreach (var (_, path) in paths) await path.WarmUpAsync(options.WarmUp, cancel);
            var turn = options.Each < LongestTurn ? options.Each : LongestTurn;
            for (var repeat = 0; repeat < 2 * options.Repeats + 1; repeat++)
                foreach (var (patients, path) in paths)
                    costs[patients].Add((await path.RunAsync(turn, cancel)).CpuMicroseconds);
        }
        finally
        {
            foreach (var server in servers) await server.DisposeAsync();
        }

        Show(costs, report);
    }

    private static void Show(Dictionary<int, List<double>> costs, Report report)
    {
        Report.Say();
        Report.Say($"scaling: CPU µs a beat on the call door, and times those at {Wards[0]} patients; min, median, max of {costs[Wards[0]].Count}");
        foreach (var (patients, cost) in costs)
        {
            var times = Spread.Of(cost.Zip(costs[Wards[0]], (many, few) => many / few));
            Report.Say($"{patients,7} patients {Spread.Of(cost).Show("0.0")} {times.Show("0.00")}");
            report.Add("scaling", new JsonObject
            {
                ["patients"] = patients,
                ["microsecondsPerBeat"] = Math.Round(Spread.Of(cost).Median, 2),
            });
        }
    }
}
