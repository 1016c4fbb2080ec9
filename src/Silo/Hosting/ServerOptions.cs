using EcgStream.Simulator;
using EcgStream.Simulator.Faults;

namespace EcgStream.Silo.Hosting;

/// <summary>What one process runs.</summary>
public sealed record ServerOptions
{
    /// <summary>HTTP port on the loopback address; 0 takes a free one.</summary>
    public int Port { get; init; } = 5080;

    /// <summary>Orleans silos in this process, 1 or 2 (two need the real Orleans).</summary>
    public int Silos { get; init; } = 1;

    /// <summary>SQLite file of the history; made when it is missing.</summary>
    public required string Database { get; init; }

    /// <summary>The simulated ward, or null for none.</summary>
    public WardOptions? Ward { get; init; }

    /// <summary>How the ward's beats reach the patients: stream or call.</summary>
    public string Door { get; init; } = "stream";

    /// <summary>Beats of each patient after which the ward is over, or null.</summary>
    public long? Beats { get; init; }

    /// <summary>Faults made on purpose between the ward and the door, or null.</summary>
    public FaultOptions? Faults { get; init; }
}
