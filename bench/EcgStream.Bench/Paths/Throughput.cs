using System.Text.Json.Nodes;
using EcgStream.Bench.Measuring;
using EcgStream.Simulator.Beats;
using EcgStream.Simulator.Doors;
using EcgStream.Simulator.Ward;

namespace EcgStream.Bench.Paths;

/// <summary>
/// Sections raw, channels, call and stream, and a grain call with nothing behind it. Each path runs by turns with raw, so that what
/// else runs on the machine falls on both, and one path after the other, each on a server of its own: patients of a ward that
/// stands still for longer than ten seconds have lost their signal, and a thousand alarms would be raised in another path's turn.
/// </summary>
internal static class Throughput
{
    private const int Patients = 1_000;
    private const string Raw = "raw";
    private const string EmptyCall = "emptyCall"; // judges nothing: only what a call costs is of interest

    internal static async Task MeasureAsync(BenchOptions options, IBeatSource beats, Report report, CancellationToken cancel)
    {
        using var raw = new RawLimit(options.Each);
        Dictionary<string, Turns> paths = [];
        await using (var channels = new ChannelPath())
        {
            var saturation = new Saturation(Wards.Of(Patients, beats), channels.SendAsync, () => channels.Done);
            paths.Add("channels", await TakeTurnsAsync(raw, saturation, options, cancel));
        }

        foreach (var name in new[] { "call", "stream" })
        {
            await using var server = await BenchServer.StartAsync(Path.Combine(options.Folder, $"{name}.db"), beats, cancel);
            paths.Add(name, await TakeTurnsAsync(raw, await OpenAsync(server, name, Wards.Of(Patients, beats), cancel), options, cancel));
        }

        await using (var server = await BenchServer.StartAsync(Path.Combine(options.Folder, $"{EmptyCall}.db"), beats, cancel))
        {
            var empty = server.EmptyCalls();
            var saturation = new Saturation(Wards.Of(Patients, beats), empty.SendAsync, () => empty.Done);
            paths.Add(EmptyCall, await TakeTurnsAsync(raw, saturation, options, cancel));
        }

        Show(paths, raw.Batch, report);
    }

    /// <summary>A ward's grains, activated, behind a door of the server; what arrives is committed to History.</summary>
    internal static async Task<Saturation> OpenAsync(BenchServer server, string doorName, WardPlan ward, CancellationToken cancel)
    {
        var door = server.Door(doorName);
        var saturation = new Saturation(ward, chunks => door.SendAsync(chunks, cancel), () => server.Commits.Beats);
        await door.OpenAsync([.. saturation.Ids.Select((id, patient) => new Bed(id, WardPlan.BedOf(patient)))], cancel);
        return saturation;
    }

    private static async Task<Turns> TakeTurnsAsync(RawLimit raw, Saturation path, BenchOptions options, CancellationToken cancel)
    {
        var turns = new Turns([], []);
        await path.WarmUpAsync(options.WarmUp, cancel);
        for (var repeat = 0; repeat < options.Repeats; repeat++)
        {
            turns.Raw.Add(raw.Run(options.Each));
            turns.Path.Add(await path.RunAsync(options.Each, cancel));
        }

        return turns;
    }

    private static void Show(Dictionary<string, Turns> paths, int batch, Report report)
    {
        Report.Say();
        Report.Say($"{Patients} patients, all cores, best raw batch {batch}; min, median, max of {paths.Values.First().Path.Count}, of raw of all turns");
        Report.Say($"{"",-10}{"beats/s",32} {"of raw",32} {"overhead µs/beat",32} {"CPU µs/beat",32} {"bytes/beat",11}");
        List<Sample> limit = [.. paths.Values.SelectMany(turns => turns.Raw)];
        foreach (var (name, turns) in paths.Prepend(new(Raw, new Turns(limit, limit))))
        {
            var speed = Spread.Of(turns.Path.Select(sample => sample.BeatsPerSecond));
            var cpu = Spread.Of(turns.Path.Select(sample => sample.CpuMicroseconds));
            var bytes = Spread.Of(turns.Path.Select(sample => sample.AllocatedBytes)).Median;
            var ofRaw = Spread.Of(turns.Path.Zip(turns.Raw, (one, raw) => one.BeatsPerSecond / raw.BeatsPerSecond));
            var overhead = Spread.Of(turns.Path.Zip(turns.Raw, (one, raw) =>
                1e6 * Environment.ProcessorCount * (1 / one.BeatsPerSecond - 1 / raw.BeatsPerSecond)));
            Report.Say($"{name,-10}{speed.Show("0")} {ofRaw.Show("0.000")} {overhead.Show("0.0")} {cpu.Show("0.0")} {bytes,11:0}");
            var json = new JsonObject { ["beatsPerSecond"] = Math.Round(speed.Median) };
            if (name is not (Raw or EmptyCall)) json["ofRaw"] = Math.Round(ofRaw.Median, 3);
            if (name is "call" or "stream") json["overheadMicrosecondsPerBeat"] = Math.Round(overhead.Median, 1);
            json["cpuMicrosecondsPerBeat"] = Math.Round(cpu.Median, 2);
            json["allocatedBytesPerBeat"] = Math.Round(bytes);
            report.Set(name, json);
        }
    }

    /// <summary>A path's repeats, and those of raw, each just before one of the path's.</summary>
    private sealed record Turns(List<Sample> Path, List<Sample> Raw);
}
