using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using EcgStream.History.Postgres;
using EcgStream.Silo.Cluster;
using EcgStream.Simulator;

namespace EcgStream.Silo.Commands;

/// <summary>The options that make a process part of a cluster.</summary>
internal sealed class ClusterArguments
{
    private readonly Option<Role> _role = new("--role")
    {
        Description = "all, silo, gateway, dashboard or simulator; anything but all needs --cluster",
    };

    private readonly Option<string?> _cluster = new("--cluster") { Description = "name of the cluster to join (needs PostgreSQL)" };

    private readonly Option<IPAddress> _address = new("--address")
    {
        Description = "IP address, or a host name that stands for one, that the cluster's other processes reach this one at",
        DefaultValueFactory = _ => IPAddress.Loopback,
        CustomParser = result =>
        {
            if (Find(result.Tokens[0].Value) is { } address) return address;
            result.AddError($"--address is {result.Tokens[0].Value}: it must be an IP address, or a host name that stands for one.");
            return null;
        },
    };

    private readonly Option<int> _siloPort = BoundedOption.Create("--silo-port", 0, 0, 65_535, "TCP port for other silos; 0 takes a free one");
    private readonly Option<int> _clientPort = BoundedOption.Create("--client-port", 0, 0, 65_535, "TCP port for gateways and simulators; 0 takes a free one");

    private readonly Option<int> _drain = BoundedOption.Create(
        "--drain-seconds", 0, 0, 300, "how long to go on serving after SIGTERM, already not ready, for balancers to notice");

    internal IEnumerable<Option> Options => [_role, _cluster, _address, _siloPort, _clientPort, _drain];

    internal Role Role(ParseResult parsed) => parsed.GetValue(_role);

    internal TimeSpan DrainNotice(ParseResult parsed) => TimeSpan.FromSeconds(parsed.GetValue(_drain));

    /// <exception cref="ArgumentException">A role that needs a cluster, and none named; or no database that several can share.</exception>
    internal ClusterPlace? Read(ParseResult parsed, string database)
    {
        if (parsed.GetValue(_cluster) is { } name)
            return new()
            {
                Name = name,
                Database = PostgresAddress.IsOne(database)
                    ? PostgresAddress.Parse(database).ConnectionString()
                    : throw new ArgumentException("--cluster wants a PostgreSQL in --database: a file is one process's own."),
                Address = parsed.GetValue(_address)!,
                SiloPort = parsed.GetValue(_siloPort),
                ClientPort = parsed.GetValue(_clientPort),
            };
        return Role(parsed) == Cluster.Role.All
            ? null
            : throw new ArgumentException($"--role {Role(parsed).ToString().ToLowerInvariant()} is one process of several: name their cluster with --cluster.");
    }

    private static IPAddress? Find(string host)
    {
        if (IPAddress.TryParse(host, out var address)) return address;
        try { return Dns.GetHostAddresses(host, AddressFamily.InterNetwork).FirstOrDefault(); }
        catch (SocketException) { return null; }
    }
}
