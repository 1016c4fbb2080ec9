using System.CommandLine;

namespace EcgStream.Silo.Commands;

/// <summary><c>--database</c>, the same for every command that has it.</summary>
internal static class DatabaseOption
{
    internal static Option<string> Create() => new("--database")
    {
        Description = "an SQLite file, or a PostgreSQL database: Host=…;Database=…;Username=… or postgresql://user@host/database, its " +
            "password in PGPASSWORD, PGPASSFILE or the file that ECGSTREAM_DATABASE_PASSWORD_FILE names. Unset: ECGSTREAM_DATABASE",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("ECGSTREAM_DATABASE") is { Length: > 0 } some
            ? some
            : Path.Combine("data", "ecgstream.db"),
    };
}
