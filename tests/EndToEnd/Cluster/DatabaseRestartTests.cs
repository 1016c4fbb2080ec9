using EcgStream.EndToEnd.Support;
using Xunit.Abstractions;

namespace EcgStream.EndToEnd.Cluster;

/// <summary>PostgreSQL dies under a running cluster and comes again.</summary>
public sealed class DatabaseRestartTests(ITestOutputHelper report)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly int _patients = SizeOf.Environment("ECGSTREAM_CLUSTER_PATIENTS", 60);

    [ClusterFact]
    public async Task Database_Restarted_ClusterGoesOnAndLosesNothing()
    {
        await using var cluster = await ClusterUnderTest.StartAsync(silos: 3);
        var gateway = await cluster.Add("gateway").AddressAsync();
        await using var verdicts = new VerdictWatcher(gateway);
        await using var alarms = new AlarmWatcher(gateway);
        var simulator = cluster.Add("simulator", "--patients", $"{_patients}", "--door", "stream");
        await verdicts.AllAsync(_patients, Patience);

        cluster.Postgres.Stop();
        await Task.Delay(TimeSpan.FromSeconds(8)); // longer than a silo takes to miss the list of members
        cluster.Postgres.Start();
        verdicts.Mark();
        await verdicts.AllAsync(_patients, Patience);
        // No silo took the database's absence for another silo's.
        Assert.All(cluster.Silos, silo => Assert.True(silo.IsRunning, silo.Output));

        await simulator.InterruptAsync();
        Assert.True(await simulator.ExitCodeAsync() == 0, simulator.Output);
        Assert.Contains(" 0 lost, 0 duplicated", simulator.Summary);
        report.WriteLine(simulator.Summary);
        var ward = await StoredPatient.ReadAllAsync(cluster.Database);
        ward.AssertWholeAndAsCalledFor();
        ward.AssertStored(alarms.Unstored);
    }
}
