using System.Diagnostics;
using System.Globalization;

namespace EcgStream.EndToEnd.Cluster;

/// <summary>
/// Every silo is ended in good order and replaced, one after the other, as in an upgrade. ECGSTREAM_CLUSTER_OLD_BUILD names the folder
/// of another build's EcgStream.Silo.dll, with which everything starts; without it one build follows itself. ECGSTREAM_CLUSTER_PAUSE is how
/// many seconds a silo has after it is ready before the next one ends (deploy/ gives it a minute).
/// </summary>
[Trait("Category", "Slow")]
public sealed class RollingUpgradeTests(ITestOutputHelper report)
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60); // of a machine that does much else; the aim is 10 s
    private readonly int _silos = SizeOf.Environment("ECGSTREAM_CLUSTER_SILOS", 3);
    private readonly int _patients = SizeOf.Environment("ECGSTREAM_CLUSTER_PATIENTS", 60);
    private readonly int _pause = SizeOf.Environment("ECGSTREAM_CLUSTER_PAUSE", 0);
    private readonly string? _old = Environment.GetEnvironmentVariable("ECGSTREAM_CLUSTER_OLD_BUILD");

    [Fact]
    public async Task Silos_ReplacedOneByOne_LoseNothing()
    {
        await using var ward = await ClusterWard.StartAsync(_silos, _patients, _old);
        await Task.Delay(TimeSpan.FromSeconds(_pause)); // no upgrade begins in a cluster's first minute
        var began = DateTimeOffset.UtcNow;
        ward.Cluster.Build = null;
        for (var place = 0; place < _silos; place++)
        {
            var told = Stopwatch.GetTimestamp();
            await ward.Cluster.Silos[place].TerminateAsync();
            Assert.True(await ward.Cluster.Silos[place].ExitCodeAsync() == 0, ward.Cluster.Silos[place].Output);
            report.WriteLine(string.Create(CultureInfo.InvariantCulture, $"silo {place}: gone after {Stopwatch.GetElapsedTime(told).TotalSeconds:F1} s"));
            await ward.Cluster.ReplaceAsync(place);
            await ward.JudgedAgainAsync();
            await Task.Delay(TimeSpan.FromSeconds(_pause)); // as the upgrade goes, not a wait for anything
        }

        // Gateways after the silos; a new one sees everybody beside the old, which has seen it all.
        await using var verdicts = new VerdictWatcher(await ward.Cluster.Add("gateway").AddressAsync());
        await verdicts.AllAsync(_patients, ClusterWard.Patience);
        var ended = DateTimeOffset.UtcNow;

        var waits = (await ward.EndAsync(report)).Select(patient => patient.WithoutVerdict(began, ended).TotalSeconds).Order().ToList();
        report.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"longest without a verdict, and so without an alarm: {waits[waits.Count / 2]:F1} s (median of the patients), {waits[^1]:F1} s (worst)"));
        Assert.InRange(waits[^1], 0, Bound.TotalSeconds);
    }
}
