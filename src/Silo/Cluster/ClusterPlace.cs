using System.Net;

namespace EcgStream.Silo.Cluster;

/// <summary>Which cluster a process belongs to, and where the others reach it.</summary>
public sealed record ClusterPlace
{
    /// <summary>Name of the cluster: several may share a database.</summary>
    public required string Name { get; init; }

    /// <summary>Connection string of the PostgreSQL that keeps the list of members, and the history.</summary>
    public required string Database { get; init; }

    /// <summary>Address that the other processes reach this one at.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>TCP port for other silos; 0 takes a free one.</summary>
    public int SiloPort { get; init; }

    /// <summary>TCP port for gateways, dashboards and simulators; 0 takes a free one.</summary>
    public int ClientPort { get; init; }
}
