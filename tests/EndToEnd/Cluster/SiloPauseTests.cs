using EcgStream.EndToEnd.Support;
using EcgStream.Signal.Alarms;
using Xunit.Abstractions;

namespace EcgStream.EndToEnd.Cluster;

/// <summary>
/// A silo is stopped (SIGSTOP) for long, its patients move, and it goes on: all that it thinks it knows is stale by then.
/// ECGSTREAM_CLUSTER_STOP sets for how many seconds.
/// </summary>
public sealed class SiloPauseTests(ITestOutputHelper report)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly int _patients = SizeOf.Environment("ECGSTREAM_CLUSTER_PATIENTS", 60);
    private readonly int _seconds = SizeOf.Environment("ECGSTREAM_CLUSTER_STOP", 15);

    [ClusterFact]
    public async Task Silo_StoppedAndContinued_EndsAndItsActivationsLeaveNothingBehind()
    {
        await using var cluster = await ClusterUnderTest.StartAsync(silos: 3);
        var gateway = await cluster.Add("gateway").AddressAsync();
        await using var verdicts = new VerdictWatcher(gateway);
        await using var alarms = new AlarmWatcher(gateway);
        var simulator = cluster.Add("simulator", "--patients", $"{_patients}", "--door", "stream");
        await verdicts.AllAsync(_patients, Patience);

        var silo = cluster.Silos[0];
        verdicts.Mark(underWay: TimeSpan.FromMilliseconds(300));
        await silo.SuspendAsync();
        var stopped = Task.Delay(TimeSpan.FromSeconds(_seconds)); // what the test is about
        await verdicts.AllAsync(_patients, Patience);
        await stopped;
        var continued = DateTimeOffset.UtcNow;
        await silo.ContinueAsync();
        var exit = await silo.ExitCodeAsync();
        var ended = DateTimeOffset.UtcNow;
        report.WriteLine($"stopped for {_seconds} s; the silo ended with {exit} after it went on");
        Assert.NotEqual(0, exit); // whoever watches processes is to start it again
        await cluster.ReplaceAsync(0);

        verdicts.Mark();
        await verdicts.AllAsync(_patients, Patience);
        await simulator.InterruptAsync();
        Assert.True(await simulator.ExitCodeAsync() == 0, simulator.Output);
        Assert.Contains(" 0 lost, 0 duplicated", simulator.Summary);
        report.WriteLine(simulator.Summary);

        var ward = await StoredPatient.ReadAllAsync(cluster.Database);
        ward.AssertWholeAndAsCalledFor();
        ward.AssertStored(alarms.Unstored);
        // By the clock of the silo that had stopped, everybody's signal was lost. (While patients move, one may be indeed.)
        Assert.DoesNotContain(ward.SelectMany(patient => patient.Alarms), alarm =>
            alarm.Rule == LastingCondition.SignalLostRuleName && alarm.RaisedAt >= continued && alarm.RaisedAt <= ended);
    }
}
