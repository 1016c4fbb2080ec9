
namespace EcgStream.EndToEnd.Cluster;

/// <summary>Processes of the product that form a cluster on this machine, and the PostgreSQL they share.</summary>
internal sealed class ClusterUnderTest : IAsyncDisposable
{
    // Compiled ahead as deployments are (./ecgstream publish): what the figures in docs/delivery.md are of.
    private static readonly string? Published = Environment.GetEnvironmentVariable("ECGSTREAM_CLUSTER_BUILD");

    private readonly TempFolder _folder = new();
    private readonly List<EcgProcess> _others = [];
    private readonly List<EcgProcess> _ended = [];
    private bool _talkative;

    internal PostgresCluster Postgres { get; } = new();

    /// <summary>Where the history is.</summary>
    internal string Database => Postgres.ConnectionString;

    /// <summary>The silos that run, by place: a place keeps its number when its process is replaced.</summary>
    internal List<EcgProcess> Silos { get; } = [];

    /// <summary>Folder of another build of the program, which is started instead of the one under test (ECGSTREAM_CLUSTER_BUILD names its folder; unset, it is the one just built); null for none.</summary>
    internal string? Build { get; set; }

    /// <summary>A PostgreSQL and silos, all of them ready.</summary>
    /// <param name="build">See <see cref="Build"/>.</param>
    /// <param name="talkative">Silos log each run of the models and each transaction.</param>
    internal static async Task<ClusterUnderTest> StartAsync(int silos, string? build = null, bool talkative = false)
    {
        var cluster = new ClusterUnderTest { Build = build, _talkative = talkative };
        try
        {
            for (var silo = 0; silo < silos; silo++) cluster.Silos.Add(cluster.Start("silo"));
            foreach (var silo in cluster.Silos) await silo.AddressAsync();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>A process of another role; ended with the cluster.</summary>
    internal EcgProcess Add(string role, params IEnumerable<string> arguments)
    {
        var process = Start(role, arguments);
        _others.Add(process);
        return process;
    }

    /// <summary>Puts a new process in the place of a silo that has ended.</summary>
    internal async Task ReplaceAsync(int place)
    {
        _ended.Add(Silos[place]);
        Silos[place] = Start("silo");
        await Silos[place].AddressAsync();
    }

    /// <summary>Silos that ended though nobody had asked them to: they were voted out.</summary>
    internal int EndedByThemselves { get; private set; }

    /// <summary>Starts silos anew that have ended by themselves.</summary>
    internal async Task ReplaceEndedAsync()
    {
        for (var place = 0; place < Silos.Count; place++)
        {
            if (Silos[place].IsRunning) continue;
            EndedByThemselves++;
            await ReplaceAsync(place);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in (IEnumerable<EcgProcess>)[.. _others, .. Silos, .. _ended]) await process.DisposeAsync();
        Postgres.Dispose();
        _folder.Dispose();
    }

    private EcgProcess Start(string role, params IEnumerable<string> arguments) => EcgProcess.ServerOf(Build ?? Published, reports: Build is null, _talkative,
        ["--role", role, "--cluster", "test", "--database", Database, "--keys", _folder.Keys, .. arguments]);
}
