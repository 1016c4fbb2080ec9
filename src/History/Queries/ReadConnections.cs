using Microsoft.Data.Sqlite;

namespace EcgStream.History.Queries;

/// <summary>Pooled connections that only read. A read sees everything committed before it began and never waits for the writer.</summary>
internal sealed class ReadConnections : IDisposable
{
    private readonly string _path;
    private readonly string _connectionString;
    private readonly SemaphoreSlim _free;

    public ReadConnections(HistoryOptions options)
    {
        _path = options.Database;
        _free = new SemaphoreSlim(options.Readers);
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = options.Database,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = true,
            DefaultTimeout = Math.Max(1, options.BusyTimeoutMs / 1000),
        }.ToString();
    }

    /// <summary>Runs a query on the thread pool: SQLite blocks, and callers may be grains, whose scheduler must not.</summary>
    /// <exception cref="HistoryUnavailableException">The store cannot be read.</exception>
    public async Task<T> ReadAsync<T>(Func<SqliteConnection, T> query, CancellationToken cancel)
    {
        await _free.WaitAsync(cancel);
        try
        {
            return await Task.Run(
                () =>
                {
                    using var connection = new SqliteConnection(_connectionString);
                    connection.Open();
                    return query(connection);
                },
                cancel);
        }
        catch (SqliteException exception)
        {
            throw Writing.StoreFaults.Explain(exception, _path);
        }
        finally
        {
            _free.Release();
        }
    }

    /// <summary>Closes the pooled connections, so that the file is let go.</summary>
    public void Dispose()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }
}
