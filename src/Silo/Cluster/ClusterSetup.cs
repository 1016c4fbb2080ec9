using EcgStream.Contracts;
using EcgStream.Grains;
using EcgStream.Silo.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;

namespace EcgStream.Silo.Cluster;

/// <summary>Puts a process into a cluster: as a silo where it has patients, as a client of the silos where it has none.</summary>
internal static class ClusterSetup
{
    private const string Npgsql = "Npgsql";

    /// <summary>How long a REST request may wait until its samples are stored.</summary>
    private static readonly TimeSpan ClientResponseTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Joins when the host starts.</summary>
    internal static void UseEcgCluster(this WebApplicationBuilder builder, Role role, ClusterPlace place)
    {
        builder.Services.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (place.Name, "ecgstream"));
        if (role.HasPatients())
        {
            builder.Services.AddHostedService<JoinWhenCalm>(); // before UseOrleans: hosted services start in the order of registration
            builder.UseOrleans(silo => silo
                .UseAdoNetClustering((AdoNetClusteringSiloOptions members) => (members.Invariant, members.ConnectionString) = (Npgsql, place.Database))
                .AddLastingDirectory()
                .AddBalance()
                .AddEcgStreams(queues: 8, keep: TimeSpan.FromSeconds(5))
                .AddTracePropagation());
            var free = FreePort.Find(2); // once: options may be built several times
            builder.Services.Configure<EndpointOptions>(endpoints =>
            {
                endpoints.AdvertisedIPAddress = place.Address;
                endpoints.SiloPort = place.SiloPort == 0 ? free[0] : place.SiloPort;
                endpoints.GatewayPort = place.ClientPort == 0 ? free[1] : place.ClientPort;
            });
            builder.Services.Configure<SiloMessagingOptions>(messages => messages.ResponseTimeout = ResponseTimeout(role));
            builder.Services.Configure<ClusterMembershipOptions>(DetectFailures);
        }
        else
        {
            builder.Services.AddEcgWire();
            ((IHostApplicationBuilder)builder).UseOrleansClient(client => client
                .UseAdoNetClustering((AdoNetClusteringClientOptions members) => (members.Invariant, members.ConnectionString) = (Npgsql, place.Database))
                .AddMemoryStreams(StreamNames.Ecg)
                .AddTracePropagation());
            // The default is one minute. A rolling upgrade replaces every silo that a client knows in less time.
            builder.Services.Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = TimeSpan.FromSeconds(3));
            // A silo that has not answered by then never answers: its patients have moved, and the caller asks again.
            builder.Services.Configure<ClientMessagingOptions>(messages => messages.ResponseTimeout = ClientResponseTimeout);
        }
    }

    /// <summary>
    /// The default is 30 s. A request that was forwarded by a silo that died gets no answer. Until it times out, the agent of a stream queue
    /// asks that queue for nothing else and delivers the patient no other beat. A beat that was only slow arrives twice and is dropped as a duplicate.
    /// </summary>
    private static TimeSpan ResponseTimeout(Role role) => role.HasGateway() ? ClientResponseTimeout : TimeSpan.FromSeconds(3);

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
}
