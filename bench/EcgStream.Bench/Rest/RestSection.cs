using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using EcgStream.Bench.Measuring;
using EcgStream.Simulator.Beats;

namespace EcgStream.Bench.Rest;

/// <summary>Classification over HTTP: the server in a process of its own, the client in this one, on the same cores.</summary>
internal static class RestSection
{
    private const int Connections = 32;
    private const int Batch = 64;

    internal static async Task MeasureAsync(BenchOptions options, IBeatSource beats, Report report, CancellationToken cancel)
    {
        await using var server = ServerProcess.Start("--patients", "0", "--database", Path.Combine(options.Folder, "rest.db"));
        var address = await server.AddressAsync(cancel);
        var ward = Wards.Of(256, beats);
        var singles = new HttpLoad(address.Port, "/api/classify", HttpLoad.Singles(ward));
        var batches = new HttpLoad(address.Port, "/api/classify", HttpLoad.Batches(ward, Batch));
        using var http = new HttpClient { BaseAddress = address };
        var figures = await MeasureAsync(singles, options, cancel);
        var cost = await CostAsync(singles, server, http, options, cancel);
        var wrk = await Wrk.SaturateAsync(new Uri(address, "api/classify"), HttpLoad.Singles(ward)[0], Connections, 3 * options.Each, options.Folder, cancel);
        await batches.SaturateAsync(8, options.WarmUp / 2, cancel);
        var batch = Spread.Of(await RepeatAsync(options, async () => Batch * await batches.SaturateAsync(8, options.Each, cancel)));

        Report.Say();
        Report.Say($"REST: one beat a request, {Connections} connections; min, median, max");
        Report.Say($"  requests/s {figures.PerSecond.Show("0")}; at half the maximum, paced: p50 {figures.P50:0.0} p99 {figures.P99:0.0} ms");
        Report.Say($"  the server's part of a request: {cost.CpuMicroseconds:0} µs of processor time, {cost.AllocatedBytes:0} bytes allocated");
        Report.Say($"  wrk -t1 -c{Connections}: {(wrk is { } rate ? $"{rate:0} requests/s" : "not installed")}");
        Report.Say($"  beats/s in requests of {Batch} {batch.Show("0")}");
        var json = new JsonObject
        {
            ["classifyPerSecond"] = Math.Round(figures.PerSecond.Median),
            ["p50Ms"] = figures.P50,
            ["p99Ms"] = figures.P99,
            ["batch64BeatsPerSecond"] = Math.Round(batch.Median),
            ["allocatedBytesPerRequest"] = Math.Round(cost.AllocatedBytes),
            ["cpuMicrosecondsPerRequest"] = Math.Round(cost.CpuMicroseconds, 1),
        };
        if (wrk is { } perSecond) json["wrkPerSecond"] = Math.Round(perSecond);
        report.Set("rest", json);
    }

    /// <summary>What a request costs the server's process, by its own word for memory and the system's for time; everything that it does meanwhile is in it.</summary>
    private static async Task<Sample> CostAsync(HttpLoad load, ServerProcess server, HttpClient http, BenchOptions options, CancellationToken cancel)
    {
        var (allocated, cpu) = (await AllocatedAsync(), server.Cpu);
        var perSecond = await load.SaturateAsync(Connections, options.Each, cancel);
        var requests = perSecond * options.Each.TotalSeconds;
        return new Sample(perSecond, (server.Cpu - cpu).TotalMicroseconds / requests, (await AllocatedAsync() - allocated) / requests);

        async Task<long> AllocatedAsync() => (await http.GetFromJsonAsync<JsonElement>("api/stats", cancel)).GetProperty("allocatedBytes").GetInt64();
    }

    /// <summary>Maximum, and delays at half of it; the same for us and for peers.</summary>
    internal static async Task<(Spread PerSecond, double P50, double P99)> MeasureAsync(HttpLoad load, BenchOptions options, CancellationToken cancel)
    {
        await load.SaturateAsync(Connections, options.WarmUp, cancel);
        var most = Spread.Of(await RepeatAsync(options, () => load.SaturateAsync(Connections, options.Each, cancel)));
        var paced = await load.PaceAsync(Connections, most.Median / 2, 3 * options.Each, cancel);
        return (most, paced.Quantile(.5), paced.Quantile(.99));
    }

    private static async Task<List<double>> RepeatAsync(BenchOptions options, Func<Task<double>> once)
    {
        List<double> all = [];
        for (var repeat = 0; repeat < options.Repeats; repeat++) all.Add(await once());
        return all;
    }
}
