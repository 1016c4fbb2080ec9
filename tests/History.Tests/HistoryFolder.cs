using EcgStream.Contracts.Patients;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EcgStream.History.Tests;

/// <summary>A fresh directory with a database in it; deleted in the end.</summary>
internal sealed class HistoryFolder : IAsyncDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("ecg-history-");
    private readonly List<SqliteHistory> _open = [];

    public string Path => System.IO.Path.Combine(_directory.FullName, "history.db");

    public ManualTime Time { get; } = new();

    public RecordingLogger Log { get; } = new();

    public SqliteHistory Open(Action<HistoryOptions>? configure = null)
    {
        var options = new HistoryOptions { Database = Path, BusyTimeoutMs = 0 };
        configure?.Invoke(options);
        var history = new SqliteHistory(Options.Create(options), Time, Log);
        _open.Add(history);
        return history;
    }

    public async Task<SqliteHistory> OpenWith(params string[] patients)
    {
        var history = Open();
        foreach (var patient in patients)
        {
            await history.AdmitAsync(patient, null, AlarmLimits.Default, "test", default);
            await history.OpenAsync(patient, 0, default);
        }

        return history;
    }

    /// <summary>A connection as another program would have it.</summary>
    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        return connection;
    }

    public void Execute(string sql)
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

    public long Scalar(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var history in _open) await history.DisposeAsync();
        _directory.Delete(recursive: true);
    }
}
