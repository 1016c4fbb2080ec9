using System.Globalization;
using System.Reflection;
using EcgStream.History;
using Npgsql;

namespace EcgStream.Silo.Cluster;

/// <summary>Brings the list of members to the version that this program knows; <c>cluster_schema</c> says where it stands.</summary>
internal static class MembershipSchema
{
    // Any number of our own: of several silos that start at once, one applies and the others wait.
    private const long Lock = 0x4543475F434C5553;

    /// <summary>Applies what is missing, in one transaction.</summary>
    /// <returns>The version before and after.</returns>
    /// <exception cref="HistoryUnavailableException">The database does not answer, or is newer than the program.</exception>
    internal static async Task<(int Before, int After)> ApplyAsync(string connectionString, CancellationToken cancel)
    {
        try
        {
            await using var source = NpgsqlDataSource.Create(connectionString);
            await using var connection = await source.OpenConnectionAsync(cancel);
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            await ExecuteAsync($"SELECT pg_advisory_xact_lock({Lock}); CREATE TABLE IF NOT EXISTS cluster_schema (version integer NOT NULL)");
            await using var ask = new NpgsqlCommand("SELECT coalesce(max(version), 0) FROM cluster_schema", connection, transaction);
            var before = (int)(await ask.ExecuteScalarAsync(cancel))!;
            var scripts = Load();
            if (before > scripts[^1].Version)
                throw new HistoryUnavailableException($"The cluster's list of members has schema version {before}, this program knows up to {scripts[^1].Version}: run a newer program.");
            foreach (var (version, sql) in scripts.Where(script => script.Version > before))
                await ExecuteAsync($"{sql}; INSERT INTO cluster_schema VALUES ({version})");
            await transaction.CommitAsync(cancel);
            return (before, scripts[^1].Version);

            async Task ExecuteAsync(string sql)
            {
                await using var command = new NpgsqlCommand(sql, connection, transaction);
                await command.ExecuteNonQueryAsync(cancel);
            }
        }
        catch (Exception reason) when (reason is NpgsqlException or System.Net.Sockets.SocketException)
        {
            throw new HistoryUnavailableException($"The database of the cluster cannot be used: {reason.Message}", reason);
        }
    }

    private static List<(int Version, string Sql)> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("cluster/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return (int.Parse(name.AsSpan("cluster/".Length, 4), CultureInfo.InvariantCulture), reader.ReadToEnd());
            })];
    }
}
