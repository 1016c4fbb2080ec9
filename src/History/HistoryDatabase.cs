using EcgStream.History.Postgres;
using EcgStream.History.Schema;
using EcgStream.History.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace EcgStream.History;

/// <summary>What is done with a database beside running on it.</summary>
public static class HistoryDatabase
{
    /// <summary>Brings a database up to date, as a server does when it starts.</summary>
    /// <param name="database">As <see cref="HistoryOptions.Database"/>.</param>
    /// <param name="folders">Scripts for PostgreSQL; a file holds the history alone.</param>
    /// <returns>The scripts that were applied, as "component name".</returns>
    /// <exception cref="HistoryUnavailableException">It cannot be used, is newer than this program, or is a file that another process has.</exception>
    /// <exception cref="ArgumentException">It is named wrongly.</exception>
    public static IReadOnlyList<string> Migrate(string database, IReadOnlyList<ScriptFolder> folders)
    {
        if (!PostgresAddress.IsOne(database))
        {
            using var store = new SqliteStore(new HistoryOptions { Database = database }, TimeProvider.System, NullLogger.Instance);
            var before = File.Exists(database) ? store.Version() : 0;
            if (before == SqliteSchema.Latest) return []; // a server may have it
            store.OpenWriter(first: true).Dispose();
            return [.. SqliteSchema.Scripts.Where(script => script.Version > before).Select(script => $"history {script.Name}")];
        }

        var address = PostgresAddress.Parse(database);
        try
        {
            using var connection = new NpgsqlConnection(address.ConnectionString(builder => builder.Pooling = false));
            connection.Open();
            return PostgresMigrator.Apply(connection, folders);
        }
        catch (Exception exception) when (exception is NpgsqlException or HistoryUnavailableException)
        {
            throw PostgresFaults.Explain(exception, address.ToString());
        }
    }

    /// <summary>The database without what is secret in its name, for people and logs.</summary>
    public static string Display(string database) =>
        PostgresAddress.IsOne(database) ? $"PostgreSQL at {PostgresAddress.Parse(database)}" : database;
}
