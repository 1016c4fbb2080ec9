using EcgStream.History.Schema;

namespace EcgStream.Silo.Hosting;

/// <summary>Everything that this program keeps in a PostgreSQL database.</summary>
public static class DatabaseScripts
{
    /// <summary>In the order in which they are applied.</summary>
    public static IReadOnlyList<ScriptFolder> All { get; } =
    [
        PostgresMigrator.History,
        new("cluster", typeof(DatabaseScripts).Assembly, "cluster/"), // who is in it
    ];
}
