namespace EcgStream.Silo.Cluster;

/// <summary>What a process of the program is.</summary>
public enum Role
{
    /// <summary>Everything in one process; of a cluster, one that does all.</summary>
    All,

    /// <summary>Patients and inference.</summary>
    Silo,

    /// <summary>REST and the live hub.</summary>
    Gateway,

    /// <summary>The pages, with REST and the live hub that they speak to: a page asks nobody but its server.</summary>
    Dashboard,

    /// <summary>A simulated ward that sends to the silos.</summary>
    Simulator,
}

/// <summary>What a role brings with it.</summary>
internal static class RoleParts
{
    internal static bool HasPatients(this Role role) => role is Role.All or Role.Silo;

    /// <summary>Judges beats: of patients, or on demand.</summary>
    internal static bool HasInference(this Role role) => role is not Role.Simulator;

    internal static bool HasGateway(this Role role) => role is Role.All or Role.Gateway or Role.Dashboard;

    internal static bool HasDashboard(this Role role) => role is Role.All or Role.Dashboard;

    internal static bool HasSimulator(this Role role) => role is Role.All or Role.Simulator;
}
