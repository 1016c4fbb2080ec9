using System.Globalization;
using EcgStream.History.Schema;
using SQLitePCL;

namespace EcgStream.History.Sqlite;

/// <summary>Brings a file to the version this program knows; <c>PRAGMA user_version</c> says where it stands.</summary>
internal static class SqliteSchema
{
    /// <summary>The scripts in order.</summary>
    public static IReadOnlyList<SchemaScript> Scripts { get; } =
        new ScriptFolder("history", typeof(SqliteSchema).Assembly, "sqlite/").Load();

    /// <summary>The version after the last script.</summary>
    public static int Latest => Scripts[^1].Version;

    /// <summary>Applies what is missing, each script in a transaction of its own.</summary>
    /// <exception cref="HistoryUnavailableException">The database is newer than the program, or belongs to another one.</exception>
    public static void Apply(sqlite3 db, string path)
    {
        foreach (var script in Scripts)
        {
            if (Check(db, path) >= script.Version) continue;
            Statement.Execute(db, "BEGIN IMMEDIATE"); // two programs that start together: the second sees what the first did
            try
            {
                if (Check(db, path) < script.Version)
                {
                    Statement.Execute(db, script.Sql);
                    Statement.Execute(db, string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {script.Version}"));
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
}
