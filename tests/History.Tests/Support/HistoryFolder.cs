using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;

namespace EcgStream.History.Tests;

/// <summary>A fresh directory with an SQLite database in it; deleted in the end.</summary>
/// <param name="recentSeconds">How long beats stay in the log of recent ones; 0 puts them into their tables at once, where a test looks.</param>
public sealed class HistoryFolder(double recentSeconds = 15) : StoreUnderTest
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("ecg-history-");

    public string Path => System.IO.Path.Combine(_directory.FullName, "history.db");

    protected override string Database => Path;

    protected override double RecentSeconds => recentSeconds;

    /// <summary>A connection as another program would have it.</summary>
    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        return connection;
    }

    public override void Execute(string sql)
    {
        using var connection = Connect();
        Execute(connection, sql);
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public override long Scalar(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>What this moment leaves when the process is killed: file and log as they are, in a folder of their own.</summary>
    public HistoryFolder Killed()
    {
        var killed = new HistoryFolder(RecentSeconds);
        foreach (var end in (string[])["", "-wal"]) File.Copy(Path + end, killed.Path + end);
        killed.Time.Now = Time.Now;
        return killed;
    }

    public override void RefuseBeat(int patient, long beat) => Execute(
        $"""
        CREATE TRIGGER refuse BEFORE INSERT ON beats WHEN new.patient = {patient} AND new.beat = {beat}
        BEGIN SELECT RAISE(ABORT, 'refused'); END
        """);

    protected override string Copy()
    {
        Execute($"VACUUM INTO '{Path}.copy'");
        return Path + ".copy";
    }

    protected override StoredHistory Create(IOptions<HistoryOptions> options) => new SqliteHistory(options, Time, new FakeLogger<SqliteHistory>(Log));

    protected override void Remove() => _directory.Delete(recursive: true);
}
