using System.Diagnostics;
using System.Globalization;
using EcgStream.EndToEnd.Support;
using EcgStream.Signal.Alarms;

namespace EcgStream.EndToEnd.Cluster;

/// <summary>
/// Silos die under load and come again, PostgreSQL restarts, and a silo stands still (SIGSTOP), whose activations are stale when it
/// goes on. ECGSTREAM_CLUSTER_SILOS, _PATIENTS, _KILLS, _PAUSE (seconds from the beginning of one outage to the next at least)
/// and _STOP (seconds for which the silo stands still) set the size.
/// </summary>
[Trait("Category", "Slow")]
public sealed class OutageTests(ITestOutputHelper report)
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60); // of a machine that does much else; the aim is 10 s
    private readonly int _silos = SizeOf.Environment("ECGSTREAM_CLUSTER_SILOS", 3);
    private readonly int _patients = SizeOf.Environment("ECGSTREAM_CLUSTER_PATIENTS", 60);
    private readonly int _kills = SizeOf.Environment("ECGSTREAM_CLUSTER_KILLS", 1);
    private readonly int _pause = SizeOf.Environment("ECGSTREAM_CLUSTER_PAUSE", 0);
    private readonly int _stop = SizeOf.Environment("ECGSTREAM_CLUSTER_STOP", 15);
    private readonly Random _random = new(5);
    private readonly List<Outage> _outages = [];

    [Fact]
    public async Task Outages_UnderLoad_PatientsMoveAndEveryBeatAndAlarmIsStoredOnce()
    {
        await using var ward = await ClusterWard.StartAsync(_silos, _patients);
        (DateTimeOffset From, DateTimeOffset To) back = default;
        await Task.Delay(TimeSpan.FromSeconds(_pause)); // the pace of the load: the first outage comes after as long as any other
        for (var kill = 0; kill < _kills; kill++)
        {
            await OutageAsync(ward, $"kill {kill + 1}", KillAsync);
            if (kill != (_kills - 1) / 2) continue;
            await OutageAsync(ward, "database restarted", RestartDatabaseAsync);
            await OutageAsync(ward, $"stopped for {_stop} s", async (cluster, silo) => back = await StopAsync(ward, silo));
            await Task.Delay(TimeSpan.FromSeconds(Math.Min(_stop, _pause))); // it was over so much later than it began
        }

        var end = new Outage("end", DateTimeOffset.UtcNow, await StoredPatient.EpochsAsync(ward.Cluster.Database));
        var backup = ward.Cluster.Postgres.Copy(); // while everything runs
        var stored = await ward.EndAsync(report);
        // It is one moment of all that, whole in itself.
        (await StoredPatient.ReadAllAsync(backup)).AssertWholeAndAsCalledFor();
        report.WriteLine($"{ward.Cluster.EndedByThemselves} silos were voted out though nobody had stopped them (false evictions)");
        // By the clock of the silo that had stopped, everybody's signal was lost.
        Assert.DoesNotContain(stored.SelectMany(patient => patient.Alarms.Select(alarm => (patient, alarm))), raised =>
            raised.alarm.Rule == LastingCondition.SignalLostRuleName && raised.alarm.RaisedAt >= back.From && raised.alarm.RaisedAt <= back.To
            && raised.patient.HasSentWithin(TimeSpan.FromSeconds(4), raised.alarm.RaisedAt));

        var killed = _outages.Zip(_outages.Skip(1).Append(end))
            .Where(pair => pair.First.What.StartsWith("kill", StringComparison.Ordinal))
            .SelectMany(pair => Moves(stored, pair.First, pair.Second)).Order().ToList();
        Assert.NotEmpty(killed);
        report.WriteLine($"{_kills} kills, {_silos} silos: {killed.Count} moves, first verdict after {Figures(killed)}");
        Assert.InRange(killed[^1], 0, Bound.TotalSeconds);
    }

    private async Task OutageAsync(ClusterWard ward, string what, Func<ClusterUnderTest, int, Task> outage)
    {
        await ward.Cluster.ReplaceEndedAsync(); // as whoever watches processes would
        await ward.JudgedAgainAsync();
        var began = Stopwatch.GetTimestamp();
        var silo = _random.Next(_silos);
        var epochs = await StoredPatient.EpochsAsync(ward.Cluster.Database);
        var now = new Outage(what, DateTimeOffset.UtcNow, epochs);
        _outages.Add(now);
        report.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what} at {DateTimeOffset.UtcNow:HH:mm:ss.fff}, silo {silo}, process {ward.Cluster.Silos[silo].Id}"));
        await outage(ward.Cluster, silo);
        await ward.JudgedAgainAsync();
        now.EpochsAfter = await StoredPatient.EpochsAsync(ward.Cluster.Database);
        var left = TimeSpan.FromSeconds(_pause) - Stopwatch.GetElapsedTime(began);
        if (left > TimeSpan.Zero) await Task.Delay(left); // the pace of the load, not a wait for anything
    }

    private async Task KillAsync(ClusterUnderTest cluster, int silo)
    {
        await cluster.Silos[silo].KillAsync();
        _outages[^1].Gone = DateTimeOffset.UtcNow;
        await cluster.ReplaceAsync(silo);
    }

    private static async Task RestartDatabaseAsync(ClusterUnderTest cluster, int silo)
    {
        cluster.Postgres.Stop();
        await Task.Delay(TimeSpan.FromSeconds(8)); // longer than a silo takes to miss the list of members
        cluster.Postgres.Start();
        // No silo took the database's absence for another silo's.
        Assert.All(cluster.Silos, running => Assert.True(running.IsRunning, running.Output));
    }

    private async Task<(DateTimeOffset From, DateTimeOffset To)> StopAsync(ClusterWard ward, int place)
    {
        var silo = ward.Cluster.Silos[place];
        await silo.SuspendAsync();
        var stopped = Task.Delay(TimeSpan.FromSeconds(_stop)); // what the outage is
        await ward.JudgedAgainAsync();
        await stopped;
        var continued = DateTimeOffset.UtcNow;
        await silo.ContinueAsync();
        Assert.NotEqual(0, await silo.ExitCodeAsync()); // whoever watches processes is to start it again
        var ended = DateTimeOffset.UtcNow;
        await ward.Cluster.ReplaceAsync(place);
        return (continued, ended);
    }

    /// <summary>
    /// When each patient that had to move was judged again, seconds. The report says beside it how late any of their verdicts was until
    /// the next outage, and how late of those who moved later, to even the shares out.
    /// </summary>
    private List<double> Moves(IReadOnlyList<StoredPatient> ward, Outage outage, Outage next)
    {
        bool HadToMove(StoredPatient patient) => outage.EpochsAfter[patient.PatientId] != outage.Epochs[patient.PatientId];
        bool MovedLater(StoredPatient patient) => !HadToMove(patient) && next.Epochs[patient.PatientId] != outage.EpochsAfter[patient.PatientId];
        List<double> Late(Func<StoredPatient, bool> chosen) =>
            [.. ward.Where(chosen).Select(patient => patient.WithoutVerdict(outage.At, next.At).TotalSeconds).Order()];
        List<double> first = [.. ward.Where(HadToMove).Select(patient => patient.FirstVerdict(outage.At, outage.Gone).TotalSeconds).Order()];
        report.WriteLine($"{outage.What}: {first.Count} moves, first verdict after {Figures(first)}; latest verdict of the minute {Figures(Late(HadToMove))}; " +
            $"to even the shares out {Figures(Late(MovedLater))}");
        return first;
    }

    private static string Figures(List<double> seconds) => seconds.Count == 0 ? "nobody" : string.Create(CultureInfo.InvariantCulture,
        $"{seconds[seconds.Count / 2]:F1} s (median), {seconds[seconds.Count * 99 / 100]:F1} s (99 %), {seconds[^1]:F1} s (worst)");

    /// <param name="What">For the report.</param>
    /// <param name="At">When it began.</param>
    /// <param name="Epochs">How often each patient had been activated by then.</param>
    private sealed record Outage(string What, DateTimeOffset At, IReadOnlyDictionary<string, long> Epochs)
    {
        /// <summary>When the process was gone: no verdict after that is its own.</summary>
        internal DateTimeOffset Gone { get; set; } = At;

        /// <summary>The same when everybody was judged again.</summary>
        internal IReadOnlyDictionary<string, long> EpochsAfter { get; set; } = Epochs;
    }
}
