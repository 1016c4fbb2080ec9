using System.Diagnostics;
using System.Globalization;
using EcgStream.EndToEnd.Support;
using Xunit.Abstractions;

namespace EcgStream.EndToEnd.Cluster;

/// <summary>
/// Silos die under load and come again. ECGSTREAM_CLUSTER_SILOS, _PATIENTS, _KILLS and _PAUSE (seconds from one kill to the
/// next at least) set the size.
/// </summary>
public sealed class SiloKillTests(ITestOutputHelper report)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly int _silos = SizeOf.Environment("ECGSTREAM_CLUSTER_SILOS", 3);
    private readonly int _patients = SizeOf.Environment("ECGSTREAM_CLUSTER_PATIENTS", 60);
    private readonly int _kills = SizeOf.Environment("ECGSTREAM_CLUSTER_KILLS", 1);
    private readonly int _pause = SizeOf.Environment("ECGSTREAM_CLUSTER_PAUSE", 0);

    [ClusterFact]
    public async Task Silo_KilledUnderLoad_PatientsMoveAndEveryBeatAndAlarmIsStoredOnce()
    {
        var random = new Random(5);
        var delays = new List<double>();
        await using var cluster = await ClusterUnderTest.StartAsync(_silos);
        var gateway = await cluster.Add("gateway").AddressAsync();
        await using var verdicts = new VerdictWatcher(gateway);
        await using var alarms = new AlarmWatcher(gateway);
        var simulator = cluster.Add("simulator", "--patients", $"{_patients}", "--door", "stream");
        for (var kill = 0; kill < _kills; kill++)
        {
            await cluster.ReplaceEndedAsync(); // as whoever watches processes would
            verdicts.Mark();
            await verdicts.AllAsync(_patients, Patience);
            var before = await StoredPatient.EpochsAsync(cluster.Database);
            var victim = random.Next(_silos);
            verdicts.Mark(underWay: TimeSpan.FromMilliseconds(300));
            var began = Stopwatch.GetTimestamp();
            await cluster.Silos[victim].KillAsync();
            var first = await verdicts.AllAsync(_patients, Patience);
            var after = await StoredPatient.EpochsAsync(cluster.Database);
            var moved = after.Keys.Where(patient => after[patient] != before[patient])
                .Select(patient => Stopwatch.GetElapsedTime(began, first[patient]).TotalSeconds).Order().ToList();
            Assert.NotEmpty(moved);
            delays.AddRange(moved);
            report.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"kill {kill + 1}: {moved.Count} patients moved, first verdict after {moved[moved.Count / 2]:F1} s (median), {moved[^1]:F1} s (worst)"));
            await cluster.ReplaceAsync(victim);
            var left = TimeSpan.FromSeconds(_pause) - Stopwatch.GetElapsedTime(began);
            if (left > TimeSpan.Zero) await Task.Delay(left); // the pace of the load, not a wait for anything
        }

        await simulator.InterruptAsync();
        Assert.True(await simulator.ExitCodeAsync() == 0, simulator.Output);
        Assert.Contains(" 0 lost, 0 duplicated", simulator.Summary);
        report.WriteLine(simulator.Summary);
        delays.Sort();
        report.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{_kills} kills, {_silos} silos: {delays.Count} moves, first verdict after {delays[delays.Count / 2]:F1} s (median), {delays[^1]:F1} s (worst)"));

        var ward = await StoredPatient.ReadAllAsync(cluster.Database);
        report.WriteLine($"{cluster.EndedByThemselves} silos were voted out though nobody had killed them (false evictions)");
        ward.AssertWholeAndAsCalledFor();
        ward.AssertStored(alarms.Unstored);
    }
}
