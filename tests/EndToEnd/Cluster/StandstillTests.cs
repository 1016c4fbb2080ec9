using System.Diagnostics;
using System.Globalization;
using EcgStream.EndToEnd.Support;
using EcgStream.Signal.Beats;

namespace EcgStream.EndToEnd.Cluster;

/// <summary>
/// All silos stand still at once, as on a host that is paused, while patients go on sending. ECGSTREAM_CLUSTER_SILOS, _PATIENTS and
/// _STOP (seconds) make it larger.
/// </summary>
[Trait("Category", "Slow")]
public sealed class StandstillTests(ITestOutputHelper report)
{
    private readonly int _silos = SizeOf.Environment("ECGSTREAM_CLUSTER_SILOS", 3);
    private readonly int _patients = SizeOf.Environment("ECGSTREAM_CLUSTER_PATIENTS", 60);
    private readonly int _stop = SizeOf.Environment("ECGSTREAM_CLUSTER_STOP", 10);

    [Fact]
    public async Task Silos_AllStandStillForAWhile_CatchUpAndLoseNothing()
    {
        await using var ward = await ClusterWard.StartAsync(_silos, _patients);
        await Task.WhenAll(ward.Cluster.Silos.Select(silo => silo.SuspendAsync()));
        await Task.Delay(TimeSpan.FromSeconds(_stop)); // what the standstill is
        var before = await StoredPatient.WatermarksAsync(ward.Cluster.Database);
        var wentOn = Stopwatch.GetTimestamp();
        await Task.WhenAll(ward.Cluster.Silos.Select(silo => silo.ContinueAsync()));

        // They did not go on at the same instant: the first may have missed another, who then ends.
        await ward.Cluster.ReplaceEndedAsync();
        var behind = BeatFrame.FirstSampleOf(_stop); // about a beat a second was due meanwhile
        await Eventually.HoldsAsync("everybody's beats of that time are stored",
            async () => (await StoredPatient.WatermarksAsync(ward.Cluster.Database)).All(now => now.Value > before[now.Key] + behind), ClusterWard.Patience);
        report.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{_silos} silos stood still for {_stop} s: {_patients} patients had caught up {Stopwatch.GetElapsedTime(wentOn).TotalSeconds:F1} s later"));
        await ward.EndAsync(report);
    }
}
