using System.Globalization;
using System.Reflection;
using EcgStream.History.Writing;
using SQLitePCL;

namespace EcgStream.History.Schema;

/// <summary>Brings a database to the version this program knows; <c>PRAGMA user_version</c> says where it stands.</summary>
internal static class SchemaScripts
{
    /// <summary>The embedded scripts <c>0001_….sql</c>, <c>0002_….sql</c> and so on, in order.</summary>
    public static IReadOnlyList<(int Version, string Sql)> All { get; } = Load();

    /// <summary>The version after the last script.</summary>
    public static int Latest => All[^1].Version;

    /// <summary>Applies what is missing, each script in a transaction of its own.</summary>
    /// <exception cref="HistoryUnavailableException">The database is newer than the program, or belongs to another one.</exception>
    public static void Apply(sqlite3 db, string path)
    {
        foreach (var (version, sql) in All)
        {
            if (Check(db, path) >= version) continue;
            Statement.Execute(db, "BEGIN IMMEDIATE"); // two programs that start together: the second sees what the first did
            try
            {
                if (Check(db, path) < version)
                {
                    Statement.Execute(db, sql);
                    Statement.Execute(db, string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {version}"));
                }

                Statement.Execute(db, "COMMIT");
            }
            catch
            {
                if (raw.sqlite3_get_autocommit(db) == 0) Statement.Execute(db, "ROLLBACK");
                throw;
            }
        }
    }

    private static long Check(sqlite3 db, string path)
    {
        var version = Statement.Scalar(db, "PRAGMA user_version");
        if (version > Latest)
            throw new HistoryUnavailableException(
                $"The history database '{path}' has schema version {version}, this program knows up to {Latest}: run a newer program, or name another file in {HistoryOptions.Section}:{nameof(HistoryOptions.Database)}.");
        if (version == 0 && Statement.Scalar(db, "SELECT count(*) FROM sqlite_schema") > 0)
            throw new HistoryUnavailableException(
                $"'{path}' is an SQLite database of some other program: name another file in {HistoryOptions.Section}:{nameof(HistoryOptions.Database)}.");
        return version;
    }

    private static List<(int, string)> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return (int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), reader.ReadToEnd());
            })];
    }
}
