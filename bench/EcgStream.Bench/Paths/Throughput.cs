using System.Text.Json.Nodes;
using EcgStream.Bench.Measuring;
using EcgStream.Simulator.Beats;
using EcgStream.Simulator.Doors;
using EcgStream.Simulator.Ward;

namespace EcgStream.Bench.Paths;

/// <summary>
/// Sections raw, channels, call and stream, and a grain call with nothing behind it: by turns in every repeat, so that
/// what else runs on the machine falls on each, and ratios are of neighbours in time.
/// </summary>
internal static class Throughput
{
    private const int Patients = 1_000;
    private const string EmptyCall = "emptyCall"; // judges nothing: only what a call costs is of interest

    internal static async Task MeasureAsync(BenchOptions options, IBeatSource beats, Report report, CancellationToken cancel)
    {
        using var raw = new RawLimit(options.Each);
        await using var channels = new ChannelPath();
        await using var server = await BenchServer.StartAsync(Path.Combine(options.Folder, "throughput.db"), beats, cancel);
        var channelled = new Saturation(Wards.Of(Patients, beats), "", channels.SendAsync, () => channels.Done);
        var paths = new Dictionary<string, Func<TimeSpan, Task<Sample>>>
        {
            ["raw"] = time => Task.FromResult(raw.Run(time)),
            ["channels"] = time => channelled.RunAsync(time, cancel),
        };
        foreach (var name in new[] { "call", "stream" })
        {
            var saturation = await OpenAsync(server, name, Wards.Of(Patients, beats), cancel);
            paths[name] = time => saturation.RunAsync(time, cancel);
        }

        var empty = server.EmptyCalls();
        var answered = new Saturation(Wards.Of(Patients, beats), "", empty.SendAsync, () => empty.Done);
        paths[EmptyCall] = time => answered.RunAsync(time, cancel);

        var samples = paths.Keys.ToDictionary(name => name, _ => new List<Sample>());
        foreach (var run in paths.Values) await run(options.WarmUp);
        for (var repeat = 0; repeat < options.Repeats; repeat++)
            foreach (var (name, run) in paths) samples[name].Add(await run(options.Each));
        Show(samples, raw.Batch, report);
    }

    /// <summary>A ward's grains, activated, behind a door of the server; what arrives is committed to History.</summary>
    internal static async Task<Saturation> OpenAsync(BenchServer server, string doorName, WardPlan ward, CancellationToken cancel)
    {
        var door = server.Door(doorName);
        var saturation = new Saturation(ward, $"{doorName}-", chunks => door.SendAsync(chunks, cancel), () => server.Commits.Beats);
        await door.OpenAsync([.. saturation.Ids.Select((id, patient) => new Bed(id, WardPlan.BedOf(patient)))], cancel);
        return saturation;
    }

    private static void Show(Dictionary<string, List<Sample>> samples, int batch, Report report)
    {
        var limit = samples["raw"];
        Report.Say();
        Report.Say($"{Patients} patients, all cores, best raw batch {batch}; min, median, max of {limit.Count}");
        Report.Say($"{"",-10}{"beats/s",32} {"of raw",32} {"overhead µs/beat",32} {"CPU µs/beat",32} {"bytes/beat",11}");
        foreach (var (name, path) in samples)
        {
            var speed = Spread.Of(path.Select(sample => sample.BeatsPerSecond));
            var cpu = Spread.Of(path.Select(sample => sample.CpuMicroseconds));
            var bytes = Spread.Of(path.Select(sample => sample.AllocatedBytes)).Median;
            var ofRaw = Spread.Of(path.Zip(limit, (one, raw) => one.BeatsPerSecond / raw.BeatsPerSecond));
            var overhead = Spread.Of(path.Zip(limit, (one, raw) =>
                1e6 * Environment.ProcessorCount * (1 / one.BeatsPerSecond - 1 / raw.BeatsPerSecond)));
            Report.Say($"{name,-10}{speed.Show("0")} {ofRaw.Show("0.000")} {overhead.Show("0.0")} {cpu.Show("0.0")} {bytes,11:0}");
            var json = new JsonObject { ["beatsPerSecond"] = Math.Round(speed.Median) };
            if (name is not ("raw" or EmptyCall)) json["ofRaw"] = Math.Round(ofRaw.Median, 3);
            if (name is "call" or "stream") json["overheadMicrosecondsPerBeat"] = Math.Round(overhead.Median, 1);
            json["cpuMicrosecondsPerBeat"] = Math.Round(cpu.Median, 2);
            json["allocatedBytesPerBeat"] = Math.Round(bytes);
            report.Set(name, json);
        }
    }
}
