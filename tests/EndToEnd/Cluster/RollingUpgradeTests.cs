using System.Diagnostics;
using System.Globalization;
using EcgStream.EndToEnd.Support;
using Xunit.Abstractions;

namespace EcgStream.EndToEnd.Cluster;

/// <summary>Every silo is ended in good order and replaced, one after the other, as in an upgrade.</summary>
public sealed class RollingRestartTests(ITestOutputHelper report)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly int _silos = SizeOf.Environment("ECGSTREAM_CLUSTER_SILOS", 3);
    private readonly int _patients = SizeOf.Environment("ECGSTREAM_CLUSTER_PATIENTS", 60);

    [ClusterFact]
    public async Task Silos_ReplacedOneByOne_LoseNothing()
    {
        await using var cluster = await ClusterUnderTest.StartAsync(_silos);
        var gateway = await cluster.Add("gateway").AddressAsync();
        await using var verdicts = new VerdictWatcher(gateway);
        await using var alarms = new AlarmWatcher(gateway);
        var simulator = cluster.Add("simulator", "--patients", $"{_patients}", "--door", "stream");
        await verdicts.AllAsync(_patients, Patience);
        for (var place = 0; place < _silos; place++)
        {
            verdicts.Mark(underWay: TimeSpan.FromMilliseconds(300));
            var began = Stopwatch.GetTimestamp();
            await cluster.Silos[place].TerminateAsync();
            Assert.True(await cluster.Silos[place].ExitCodeAsync() == 0, cluster.Silos[place].Output);
            var gone = Stopwatch.GetElapsedTime(began).TotalSeconds;
            var first = await verdicts.AllAsync(_patients, Patience);
            var worst = first.Values.Max(at => Stopwatch.GetElapsedTime(began, at).TotalSeconds);
            report.WriteLine(string.Create(CultureInfo.InvariantCulture, $"silo {place}: gone after {gone:F1} s, every patient judged again within {worst:F1} s"));
            await cluster.ReplaceAsync(place);
        }

        verdicts.Mark();
        await verdicts.AllAsync(_patients, Patience);
        await simulator.InterruptAsync();
        Assert.True(await simulator.ExitCodeAsync() == 0, simulator.Output);
        Assert.Contains(" 0 lost, 0 duplicated", simulator.Summary);
        report.WriteLine(simulator.Summary);
        var ward = await StoredPatient.ReadAllAsync(cluster.Database);
        ward.AssertWholeAndAsCalledFor();
        ward.AssertStored(alarms.Unstored);
    }
}
