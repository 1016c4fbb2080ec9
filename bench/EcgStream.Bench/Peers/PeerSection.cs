using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using EcgStream.Bench.Measuring;
using EcgStream.Bench.Rest;
using EcgStream.Simulator.Beats;

namespace EcgStream.Bench.Peers;

/// <summary>
/// What a user would pick instead, one after the other, each started by its <c>start.sh</c> under bench/peers, with the same
/// beats from the same client; ratios are to this run's own REST figures.
/// </summary>
internal static class PeerSection
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    internal static async Task MeasureAsync(BenchOptions options, IBeatSource beats, Report report, CancellationToken cancel)
    {
        var own = report.Number("rest", "classifyPerSecond");
        var bodies = HttpLoad.Singles(Wards.Of(256, beats));
        Report.Say();
        foreach (var start in Directory.EnumerateFiles(Path.Combine("bench", "peers"), "start.sh", SearchOption.AllDirectories).Order())
        {
            var name = new DirectoryInfo(Path.GetDirectoryName(start)!).Name;
            var port = ChildProcess.FreePort();
            await using var peer = new ChildProcess("bash", start, port.ToString(CultureInfo.InvariantCulture), Path.Combine(AppContext.BaseDirectory, "models"));
            var load = new HttpLoad(port, "/classify", bodies);
            if (!await AnswersAsync(load, peer, cancel))
            {
                Report.Say($"peer {name} did not start and is left out: {peer.Lines.LastOrDefault()}");
                continue;
            }

            var figures = await RestSection.MeasureAsync(load, options, cancel);
            Report.Say($"peer {name}: requests/s {figures.PerSecond.Show("0")}, p50 {figures.P50:0.0} p99 {figures.P99:0.0} ms at half of that; EcgStream's REST does {own / figures.PerSecond.Median:0.0} times as many");
            report.Add("peers", new JsonObject
            {
                ["name"] = name,
                ["classifyPerSecond"] = Math.Round(figures.PerSecond.Median, 1),
                ["p50Ms"] = figures.P50,
                ["p99Ms"] = figures.P99,
                ["ratio"] = Math.Round(own / figures.PerSecond.Median, 1),
            });
        }
    }

    private static async Task<bool> AnswersAsync(HttpLoad load, ChildProcess peer, CancellationToken cancel)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < Patience && !peer.HasExited; await Task.Delay(200, cancel))
        {
            try
            {
                await load.SaturateAsync(1, TimeSpan.FromMilliseconds(50), cancel);
                return true;
            }
            catch (Exception notYet) when (notYet is SocketException or IOException)
            {
            }
        }

        return false;
    }
}
