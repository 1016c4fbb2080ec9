using System.Diagnostics;
using System.Text.Json.Nodes;
using EcgStream.Bench.Measuring;
using EcgStream.Bench.Paths;
using EcgStream.Simulator.Beats;
using EcgStream.Simulator.Doors;
using EcgStream.Simulator.Replay;
using EcgStream.Simulator.Ward;
using Microsoft.Extensions.Logging.Abstractions;

namespace EcgStream.Bench.Live;

/// <summary>
/// The standard ward in real time, all four models on every beat, verdicts in SQLite, a viewer at the hub. Latencies count
/// from when a beat's last sample was due; the first tenth of the run, at most 30 s, is not counted in them.
/// </summary>
internal static class LiveSection
{
    private const int Watched = 64;
    private const int MeanRate = 75; // beats a minute: the standard ward's patients have 60 to 90
    private static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(30);

    internal static async Task MeasureAsync(BenchOptions options, IBeatSource beats, Report report, CancellationToken cancel)
    {
        var wards = new[] { ("call", options.LivePatients), ("stream", Math.Max(options.LivePatients / 2, 1)) };
        // What is left of another section's server goes some time after its end, and would be counted as freed here.
        if (!options.Quick) await Task.Delay(Aftermath, cancel);
        var generators = new List<(double Cores, long Bytes)>();
        foreach (var (_, patients) in wards)
            generators.Add(await GeneratorAsync(Wards.Of(patients, beats), TimeSpan.FromSeconds(Math.Clamp(options.LiveSeconds / 6, 3, 20)), cancel));
        foreach (var ((door, patients), generator) in wards.Zip(generators))
        {
            report.Add("live", await RunAsync(door, Wards.Of(patients, beats), generator, beats, options, cancel));
            if (!options.Quick) await Task.Delay(Aftermath, cancel); // the same for the next door
        }
    }

    private static async Task<JsonObject> RunAsync(
        string doorName, WardPlan plan, (double Cores, long Bytes) generator, IBeatSource beats, BenchOptions options, CancellationToken cancel)
    {
        Report.Say();
        Report.Say($"live: {plan.Patients} patients on the {doorName} door for {options.LiveSeconds:0} s");
        await using var server = await BenchServer.StartAsync(Path.Combine(options.Folder, $"live-{doorName}.db"), beats, cancel);
        var latency = new LatencyHistogram(); // counts as no patient's memory
        var before = Heap();
        var watched = Enumerable.Range(0, Math.Min(Watched, plan.Patients)).Select(WardPlan.IdOf).ToHashSet();
        await Task.Delay(TimeSpan.FromSeconds(3), cancel); // the hub looks for silos every 2 s: before that it pushes nothing
        await using var viewer = await AlarmViewer.JoinAsync(server.Address, watched, cancel);
        var replay = Replay(plan, server.Door(doorName), TimeSpan.FromSeconds(options.LiveSeconds));
        var running = Task.Run(() => replay.RunAsync(cancel), cancel);

        var warmUp = TimeSpan.FromSeconds(Math.Min(options.LiveSeconds / 10, 30));
        while (replay.Progress.Elapsed < warmUp && !running.IsCompleted) await Task.Delay(20, cancel);
        var counted = TimeProvider.System.GetUtcNow();
        server.Commits.Latency = latency;
        var mark = Sample.Mark.Now(server.Commits.Beats);
        var memory = await WatchAsync(replay, options.LiveSeconds, running, cancel);
        var end = Sample.Mark.Now(server.Commits.Beats);
        var sent = await running;
        await Task.Delay(500, cancel); // the hub's last batch
        await viewer.LeaveAsync();
        server.Commits.Latency = null;
        var bytes = (Heap() - before - generator.Bytes) / plan.Patients;
        GC.KeepAlive(replay);

        var audit = new LiveAudit(server.History);
        await audit.CompareAsync(plan, sent, watched, viewer, cancel);
        var alarms = new LatencyHistogram();
        foreach (var alarm in viewer.Alarms.DistinctBy(alarm => alarm.Id)) // as they arrived: unstored as a rule
            if (audit.Alarms.TryGetValue(alarm.Id, out var due) && due > counted) alarms.Add((alarm.At - due).TotalMilliseconds);

        var cores = (end.Cpu - mark.Cpu) / Stopwatch.GetElapsedTime(mark.Timestamp, end.Timestamp);
        Report.Say($"  verdict p50 {latency.Quantile(.5)} p99 {latency.Quantile(.99)} p99.9 {latency.Quantile(.999)} ms; alarm p50 {alarms.Quantile(.5)} p99 {alarms.Quantile(.99)} ms ({alarms.Count} alarms)");
        Report.Say($"  {cores:0.00} cores, of these the load generator {generator.Cores:0.00}; {bytes} bytes a patient; working set {memory.Early >> 20} MB after a fifth, {memory.Late >> 20} MB at the end; sent again {replay.Progress.SentAgain}");
        return new JsonObject
        {
            ["door"] = doorName,
            ["patients"] = plan.Patients,
            ["bpm"] = MeanRate,
            ["seconds"] = options.LiveSeconds,
            ["beats"] = audit.StoredBeats,
            ["lost"] = audit.Lost,
            ["duplicated"] = audit.Duplicated,
            ["cores"] = Math.Round(cores - generator.Cores, 3),
            ["generatorCores"] = Math.Round(generator.Cores, 3),
            ["verdictP50Ms"] = Number(latency.Quantile(.5)),
            ["verdictP99Ms"] = Number(latency.Quantile(.99)),
            ["alarmP50Ms"] = Number(alarms.Quantile(.5)),
            ["alarmP99Ms"] = Number(alarms.Quantile(.99)),
            ["alarms"] = audit.Alarms.Count,
            ["bytesPerPatient"] = bytes,
            ["workingSetEarly"] = memory.Early,
            ["workingSetLate"] = memory.Late,
        };
    }

    /// <summary>What the load generator takes by itself: the same ward, and nobody behind the door.</summary>
    private static async Task<(double Cores, long Bytes)> GeneratorAsync(WardPlan plan, TimeSpan time, CancellationToken cancel)
    {
        await Task.Yield(); // or this would run on top of the one before, on whose stack that one's ward still lies
        var before = Heap();
        var replay = Replay(plan, new NullDoor(), time);
        var mark = Sample.Mark.Now(0);
        await replay.RunAsync(cancel);
        var cores = (Environment.CpuUsage.TotalTime - mark.Cpu) / mark.Elapsed;
        var bytes = Heap() - before;
        GC.KeepAlive(replay);
        return (cores, bytes);
    }

    private static WardReplay Replay(WardPlan plan, IEcgDoor door, TimeSpan time) => new(
        plan, door, new ReplayOptions(Speed: 1, time, DrainTimeout: TimeSpan.FromSeconds(60)), TimeProvider.System, NullLogger<WardReplay>.Instance);

    private static async Task<(long Early, long Late)> WatchAsync(WardReplay replay, double seconds, Task running, CancellationToken cancel)
    {
        var early = 0L;
        while (replay.Progress.Elapsed.TotalSeconds < seconds && !running.IsCompleted)
        {
            await Task.Delay(50, cancel);
            if (early == 0 && replay.Progress.Elapsed.TotalSeconds > seconds / 5) early = Environment.WorkingSet;
        }

        return (early, Environment.WorkingSet);
    }

    private static long Heap()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return GC.GetTotalMemory(forceFullCollection: false);
    }

    private static JsonNode? Number(double value) => double.IsNaN(value) ? null : JsonValue.Create(value);
}
