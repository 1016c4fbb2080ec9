using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using EcgStream.Bench.Measuring;

namespace EcgStream.Bench.Rest;

/// <summary>From process start to the first stored verdict, and to the first of every patient of a ward.</summary>
internal static class StartSection
{
    internal static async Task MeasureAsync(BenchOptions options, Report report, CancellationToken cancel)
    {
        var first = await TimeAsync(options, 1, cancel);
        var all = await TimeAsync(options, options.LivePatients, cancel);
        Report.Say();
        Report.Say($"start to first verdict {first:0.0} s (its beat lasts up to 1 s of these); to a verdict of each of {options.LivePatients} patients {all:0.0} s");
        report.Set("start", new JsonObject
        {
            ["firstVerdictSeconds"] = Math.Round(first, 2), ["patients"] = options.LivePatients, ["allJudgedSeconds"] = Math.Round(all, 2),
        });
    }

    private static async Task<double> TimeAsync(BenchOptions options, int patients, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        await using var server = ServerProcess.Start("--patients", patients.ToString(CultureInfo.InvariantCulture), "--door", "call",
            "--database", Path.Combine(options.Folder, $"start-{patients}.db"));
        using var http = new HttpClient { BaseAddress = await server.AddressAsync(cancel) };
        while (true)
        {
            // The answer holds every patient: asked too often, it would be what is measured.
            var ward = await http.GetFromJsonAsync<JsonElement>("api/patients", cancel);
            var judged = ward.GetProperty("items").EnumerateArray().Count(patient => patient.GetProperty("watermark").GetInt64() > 0);
            if (judged == patients) return watch.Elapsed.TotalSeconds;
            if (watch.Elapsed > TimeSpan.FromMinutes(3)) throw new TimeoutException($"{judged} of {patients} patients are judged after 3 minutes.");
            await Task.Delay(patients == 1 ? 20 : 500, cancel);
        }
    }
}
