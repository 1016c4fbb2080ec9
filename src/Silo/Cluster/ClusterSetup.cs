using EcgStream.Contracts;
using EcgStream.Grains;
using EcgStream.Silo.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;

namespace EcgStream.Silo.Cluster;

/// <summary>Puts a process into a cluster: as a silo where it has patients, as a client of the silos where it has none.</summary>
internal static class ClusterSetup
{
    private const string AsClients = "00:00:10"; // a REST request may wait that long for its samples to be stored

    /// <summary>Joins when the host starts. Orleans reads the most of this from configuration: its own way to name a provider.</summary>
    internal static void UseEcgCluster(this WebApplicationBuilder builder, Role role, ClusterPlace place)
    {
        builder.Configuration.AddInMemoryCollection(Common(place));
        if (role.HasPatients())
        {
            builder.Configuration.AddInMemoryCollection(SiloSettings(role, place));
            builder.Services.AddHostedService(services => ActivatorUtilities.CreateInstance<JoinWhenCalm>(services, place)); // before Orleans starts
            builder.UseOrleans(silo => silo.AddLastingDirectory().AddBalance().AddEcgStreams(queues: 8, keep: TimeSpan.FromSeconds(5)));
            builder.Services.Configure<ClusterMembershipOptions>(DetectFailures);
        }
        else
        {
            builder.Configuration.AddInMemoryCollection(ClientSettings());
            builder.Services.AddEcgWire();
            ((IHostApplicationBuilder)builder).UseOrleansClient();
        }
    }

    /// <summary>
    /// The list of where each grain is outlives the silo that kept a part of it: the others say anew whom they have. With
    /// Orleans' older directory they would have to give those up, so that more patients moved than the dead silo had.
    /// </summary>
    private static ISiloBuilder AddLastingDirectory(this ISiloBuilder silo)
    {
        // By default nobody takes over a dead silo's grains for half a minute, lest it live on. Here the epoch in History
        // keeps a stale activation from writing, whatever it thinks.
        silo.Services.Configure<GrainDirectoryOptions>(directory => directory.RangeLeaseDuration = TimeSpan.Zero);
#pragma warning disable ORLEANSEXP003 // experimental is its interface; Orleans' own test clusters run on it (docs/adr/0012-cluster.md)
        return silo.AddDistributedGrainDirectory();
#pragma warning restore ORLEANSEXP003
    }

    /// <summary>
    /// A silo that comes again has nobody, and whoever had to move stays where he is: after some outages most patients would be on one
    /// silo, and the next outage would be theirs. So a few go over every two seconds until the shares are about even.
    /// </summary>
    private static ISiloBuilder AddBalance(this ISiloBuilder silo)
    {
        silo.Services.Configure<ActivationRebalancerOptions>(balance =>
        {
            balance.RebalancerDueTime = TimeSpan.FromSeconds(10);
            balance.SessionCyclePeriod = TimeSpan.FromSeconds(2);
            balance.CycleNumberWeight = 0.5; // grows to the full step within a few cycles, not in a minute
            balance.ActivationMigrationCountLimit = 40; // who moves waits until all that move with him are there: never many at once
            // Of three silos 45, 30 and 25 % are even enough: chance and a collector's memory are no reason to move anybody.
            balance.AllowedEntropyDeviation = 0.02;
            balance.EntropyQuantum = 0.001;
        });
#pragma warning disable ORLEANSEXP002 // experimental, too
        return silo.AddActivationRebalancer();
#pragma warning restore ORLEANSEXP002
    }

    /// <summary>
    /// A silo that is gone is out after two to three seconds, and its patients move. One that is only slow is spared: when
    /// answers take longer, Orleans waits longer, up to the greatest time here; two silos must agree where there are three.
    /// </summary>
    private static void DetectFailures(ClusterMembershipOptions membership)
    {
        membership.ProbeTimeout = TimeSpan.FromSeconds(1);
        // Three times this is also for how long a silo counts as alive after its last message, whatever probes it misses.
        membership.MaxProbeTimeout = TimeSpan.FromSeconds(2);
        membership.NumMissedProbesLimit = 3;
        // What gossip did not tell: a silo that was stopped and goes on learns here that it is out, and ends.
        membership.TableRefreshTimeout = TimeSpan.FromSeconds(3);
        // A silo that has not renewed itself for three of these is not waited for by one that joins.
        membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
    }

    private static Dictionary<string, string?> Common(ClusterPlace place) => new()
    {
        ["Orleans:ClusterId"] = place.Name,
        ["Orleans:ServiceId"] = "ecgstream",
        ["Orleans:Clustering:ProviderType"] = "AdoNet",
        ["Orleans:Clustering:Invariant"] = "Npgsql",
        ["Orleans:Clustering:ConnectionString"] = place.Database,
    };

    private static Dictionary<string, string?> SiloSettings(Role role, ClusterPlace place)
    {
        var free = FreePort.Find(2);
        var (silo, client) = (place.SiloPort == 0 ? free[0] : place.SiloPort, place.ClientPort == 0 ? free[1] : place.ClientPort);
        return new()
        {
            ["Orleans:Endpoints:AdvertisedIPAddress"] = place.Address.ToString(),
            ["Orleans:Endpoints:SiloPort"] = $"{silo}",
            ["Orleans:Endpoints:GatewayPort"] = $"{client}",
            // The default is half a minute. What was on its way to a silo by way of another when it died is never answered, and an agent asks a
            // queue for nothing else, nor hands a patient the next beat, until then. What was only slow comes again, and is known.
            ["Orleans:Messaging:ResponseTimeout"] = role.HasGateway() ? AsClients : "00:00:03",
        };
    }

    private static Dictionary<string, string?> ClientSettings() => new()
    {
        [$"Orleans:Streaming:{StreamNames.Ecg}:ProviderType"] = "Memory",
        // The default is a minute: in less than that a rolling upgrade replaces every silo a client knows.
        ["Orleans:Gateway:GatewayListRefreshPeriod"] = "00:00:03",
        // What a silo has not answered by then it never will: its patients are elsewhere, and the caller asks again.
        ["Orleans:Messaging:ResponseTimeout"] = AsClients,
    };
}
