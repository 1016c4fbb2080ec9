using EcgStream.EndToEnd.Support;

namespace EcgStream.EndToEnd.Cluster;

/// <summary>A cluster with a simulated ward that sends through the stream door, and a gateway whose viewers watch it.</summary>
internal sealed class ClusterWard : IAsyncDisposable
{
    internal static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly int _patients;
    private readonly EcgProcess _simulator;
    private readonly AlarmWatcher _alarms;

    private ClusterWard(ClusterUnderTest cluster, int patients, Uri gateway)
    {
        (Cluster, _patients) = (cluster, patients);
        (Verdicts, _alarms) = (new(gateway), new(gateway));
        _simulator = cluster.Add("simulator", "--patients", $"{patients}", "--door", "stream");
    }

    internal ClusterUnderTest Cluster { get; }

    internal VerdictWatcher Verdicts { get; }

    /// <summary>The ward, every patient judged.</summary>
    /// <param name="build">Folder of the build to start with; null for the one under test.</param>
    internal static async Task<ClusterWard> StartAsync(int silos, int patients, string? build = null)
    {
        var cluster = await ClusterUnderTest.StartAsync(silos, build);
        try
        {
            var ward = new ClusterWard(cluster, patients, await cluster.Add("gateway").AddressAsync());
            await ward.Verdicts.AllAsync(patients, Patience);
            return ward;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until every patient has had a verdict from now on.</summary>
    internal async Task JudgedAgainAsync()
    {
        Verdicts.Mark(underWay: TimeSpan.FromMilliseconds(300));
        await Verdicts.AllAsync(_patients, Patience);
    }

    /// <summary>Ends the ward and compares: every beat is stored once, the alarms are those that the beats call for.</summary>
    /// <returns>What is stored.</returns>
    internal async Task<IReadOnlyList<StoredPatient>> EndAsync(ITestOutputHelper report)
    {
        await JudgedAgainAsync();
        await _simulator.InterruptAsync();
        Assert.True(await _simulator.ExitCodeAsync() == 0, _simulator.Output); // every beat sent is stored once
        if (_simulator.Outcome is { } outcome) report.WriteLine($"{outcome}"); // another build may not write it
        var ward = await StoredPatient.ReadAllAsync(Cluster.Database);
        ward.AssertWholeAndAsCalledFor();
        ward.AssertStored(_alarms.Unstored);
        return ward;
    }

    public async ValueTask DisposeAsync()
    {
        await Verdicts.DisposeAsync();
        await _alarms.DisposeAsync();
        await Cluster.DisposeAsync();
    }
}
