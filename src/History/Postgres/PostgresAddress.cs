using System.Globalization;
using Npgsql;

namespace EcgStream.History.Postgres;

/// <summary>
/// Where a PostgreSQL database is: <c>Host=…;Database=…;Username=…</c> or <c>postgresql://user@host:port/database?sslmode=…</c>.
/// The password had better not stand in it, where every process list shows it: it may be in PGPASSWORD, in the file that
/// PGPASSFILE names, or alone in a file that ECGSTREAM_DATABASE_PASSWORD_FILE names. <see cref="ToString"/> never has it.
/// </summary>
public sealed class PostgresAddress
{
    /// <summary>Environment variable that names a file with nothing but the password in it.</summary>
    public const string PasswordFileVariable = "ECGSTREAM_DATABASE_PASSWORD_FILE";

    private readonly NpgsqlConnectionStringBuilder _builder;

    private PostgresAddress(NpgsqlConnectionStringBuilder builder) => _builder = builder;

    /// <summary>True when this means PostgreSQL and not a file.</summary>
    public static bool IsOne(string database) =>
        IsUri(database) || (database.Contains('=', StringComparison.Ordinal) &&
            (database.Contains("Host=", StringComparison.OrdinalIgnoreCase) || database.Contains("Server=", StringComparison.OrdinalIgnoreCase)));

    /// <summary>Reads an address, and the password from its file.</summary>
    /// <exception cref="ArgumentException">It is no address; the message does not repeat it.</exception>
    /// <exception cref="IOException">The password's file cannot be read.</exception>
    public static PostgresAddress Parse(string database)
    {
        NpgsqlConnectionStringBuilder builder;
        try
        {
            builder = IsUri(database) ? FromUri(new Uri(database)) : new NpgsqlConnectionStringBuilder(database);
        }
        catch (Exception reason) when (reason is ArgumentException or UriFormatException or FormatException or KeyNotFoundException)
        {
            throw new ArgumentException($"The database is named wrongly: Host=…;Database=…;Username=… or postgresql://user@host/database ({reason.Message})");
        }

        if (string.IsNullOrEmpty(builder.Host)) throw new ArgumentException("The database's connection string names no Host.");
        if (builder.Password is null && Environment.GetEnvironmentVariable(PasswordFileVariable) is { Length: > 0 } file)
            builder.Password = File.ReadAllText(file).TrimEnd('\r', '\n');
        return new PostgresAddress(builder);
    }

    /// <summary>The connection string, password and all.</summary>
    public string ConnectionString(Action<NpgsqlConnectionStringBuilder>? configure = null)
    {
        var builder = new NpgsqlConnectionStringBuilder(_builder.ConnectionString);
        configure?.Invoke(builder);
        return builder.ConnectionString;
    }

    /// <summary>host:port/database, for people and logs.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{_builder.Host}:{_builder.Port}/{_builder.Database ?? _builder.Username}");

    private static bool IsUri(string database) =>
        database.StartsWith("postgresql://", StringComparison.Ordinal) || database.StartsWith("postgres://", StringComparison.Ordinal);

    private static NpgsqlConnectionStringBuilder FromUri(Uri uri)
    {
        var builder = new NpgsqlConnectionStringBuilder { Host = uri.Host };
        if (uri.Port > 0) builder.Port = uri.Port;
        if (uri.AbsolutePath.Length > 1) builder.Database = Uri.UnescapeDataString(uri.AbsolutePath[1..]);
        var user = uri.UserInfo.Split(':', 2);
        if (user[0].Length > 0) builder.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length > 1) builder.Password = Uri.UnescapeDataString(user[1]);
        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            var value = Uri.UnescapeDataString(parts.Length > 1 ? parts[1] : "");
            var key = parts[0] switch { "sslmode" => "SSL Mode", "sslrootcert" => "Root Certificate", "sslcert" => "SSL Certificate", "sslkey" => "SSL Key", var other => other };
            builder[key] = key == "SSL Mode" ? value.Replace("-", "", StringComparison.Ordinal) : value;
        }

        return builder;
    }
}
