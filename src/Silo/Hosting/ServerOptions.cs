using EcgStream.History;
using EcgStream.Silo.Cluster;
using EcgStream.Simulator;
using EcgStream.Simulator.Faults;

namespace EcgStream.Silo.Hosting;

/// <summary>What one process runs.</summary>
public sealed record ServerOptions
{
    /// <summary>What this process is; anything but all needs a cluster.</summary>
    public Role Role { get; init; }

    /// <summary>The cluster that it joins, or null to be alone.</summary>
    public ClusterPlace? Cluster { get; init; }

    /// <summary>How long it still serves after it was told to stop, for balancers to notice.</summary>
    public TimeSpan DrainNotice { get; init; }

    /// <summary>HTTP port on the loopback address; 0 takes a free one.</summary>
    public int Port { get; init; } = 5080;

    /// <summary>Addresses to listen on, e.g. https://0.0.0.0:5443; none: the loopback address and <see cref="Port"/>.</summary>
    public IReadOnlyList<string> Urls { get; init; } = [];

    /// <summary>File of keys.</summary>
    public string Keys { get; init; } = Path.Combine("data", "keys.json");

    /// <summary>Whether keys are required on loopback, too: a proxy on this machine may let others in.</summary>
    public bool RequireKeys { get; init; }

    /// <summary>Certificate for https, PEM or PFX; null leaves it to the configuration's Kestrel section.</summary>
    public string? Certificate { get; init; }

    /// <summary>Private key of a PEM certificate.</summary>
    public string? CertificateKey { get; init; }

    /// <summary>Orleans silos in this process, 1 or 2.</summary>
    public int Silos { get; init; } = 1;

    /// <summary>Where the history is: an SQLite file, made when it is missing, or a PostgreSQL database.</summary>
    public required string Database { get; init; }

    /// <summary>How much history is kept; null leaves it to the configuration's History section.</summary>
    public Action<HistoryOptions>? Keep { get; init; }

    /// <summary>The simulated ward, or null for none.</summary>
    public WardOptions? Ward { get; init; }

    /// <summary>How the ward's beats reach the patients: stream or call.</summary>
    public string Door { get; init; } = "stream";

    /// <summary>Beats of each patient after which the ward is over, or null.</summary>
    public long? Beats { get; init; }

    /// <summary>Faults made on purpose, between the ward and the door or in inference, or null.</summary>
    public FaultOptions? Faults { get; init; }

    /// <summary>File that the run's summary is written to as JSON, or null.</summary>
    public string? Json { get; init; }
}
