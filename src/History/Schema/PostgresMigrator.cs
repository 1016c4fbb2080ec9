using System.Globalization;
using Npgsql;

namespace EcgStream.History.Schema;

/// <summary>
/// Brings a PostgreSQL database to the version this program knows. The table <c>schema_versions</c> says which script of which
/// component was applied when; programs that start together wait for each other.
/// </summary>
public static class PostgresMigrator
{
    // Any number will do, as long as every version of this program takes the same.
    private const long Lock = 0x4543_4753_7472_6561;

    /// <summary>The scripts of the history itself.</summary>
    public static ScriptFolder History { get; } = new("history", typeof(PostgresMigrator).Assembly, "postgres/");

    /// <summary>Applies what is missing, folder by folder, each script in a transaction of its own.</summary>
    /// <param name="connection">Open. Needs the right to create tables only when something is missing.</param>
    /// <returns>What was applied, as "component name".</returns>
    /// <exception cref="HistoryUnavailableException">The database is newer than the program.</exception>
    /// <exception cref="PostgresException">A script failed; those before it stay.</exception>
    public static IReadOnlyList<string> Apply(NpgsqlConnection connection, params IReadOnlyList<ScriptFolder> folders)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(folders);
        if (folders.All(folder => Version(connection, folder) == Latest(folder))) return [];

        List<string> applied = [];
        Run(connection, string.Create(CultureInfo.InvariantCulture, $"SELECT pg_advisory_lock({Lock})"));
        try
        {
            Run(connection,
                """
                CREATE TABLE IF NOT EXISTS schema_versions (
                    component text NOT NULL, version integer NOT NULL, script text NOT NULL,
                    applied_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (component, version))
                """);
            foreach (var folder in folders)
            {
                var version = Version(connection, folder); // somebody may have been faster
                foreach (var script in folder.Load().Where(script => script.Version > version))
                {
                    using var transaction = connection.BeginTransaction();
                    Run(connection, script.Sql);
                    Run(connection, "INSERT INTO schema_versions (component, version, script) VALUES ($1, $2, $3)",
                        folder.Component, script.Version, script.Name);
                    transaction.Commit();
                    applied.Add($"{folder.Component} {script.Name}");
                }
            }
        }
        finally
        {
            if (connection.State == System.Data.ConnectionState.Open)
                Run(connection, string.Create(CultureInfo.InvariantCulture, $"SELECT pg_advisory_unlock({Lock})"));
        }

        return applied;
    }

    /// <summary>The version after the last script.</summary>
    public static int Latest(ScriptFolder folder) => folder.Load()[^1].Version;

    private static int Version(NpgsqlConnection connection, ScriptFolder folder)
    {
        using var exists = new NpgsqlCommand("SELECT to_regclass('schema_versions') IS NOT NULL", connection);
        if (!(bool)exists.ExecuteScalar()!) return 0;
        using var command = new NpgsqlCommand("SELECT coalesce(max(version), 0) FROM schema_versions WHERE component = $1", connection);
        command.Parameters.Add(new() { Value = folder.Component });
        var version = (int)command.ExecuteScalar()!;
        return version <= Latest(folder)
            ? version
            : throw new HistoryUnavailableException(
                $"The database has version {version} of the schema '{folder.Component}', this program knows up to {Latest(folder)}: run a newer program.")
            { Reason = "its schema is newer than this program" };
    }

    private static void Run(NpgsqlConnection connection, string sql, params object[] values)
    {
        using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 }; // a script may take long
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        command.ExecuteNonQuery();
    }
}
