using System.Data.Common;
using EcgStream.History.Recent;
using EcgStream.History.Writing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using SQLitePCL;

namespace EcgStream.History.Sqlite;

/// <summary>
/// One SQLite file with a write-ahead log: readers never wait for the writer. From the first writer on it is this process's own
/// until it is disposed of.
/// </summary>
internal sealed class SqliteStore(HistoryOptions options, TimeProvider time, ILogger logger) : IStore
{
    private DatabaseLock? _lock;

    private readonly string _readOnly = new SqliteConnectionStringBuilder
    {
        DataSource = options.Database,
        Mode = SqliteOpenMode.ReadOnly,
        Pooling = true,
        DefaultTimeout = Math.Max(1, options.BusyTimeoutMs / 1000),
    }.ToString();

    public RecentBeats Recent { get; } = new();

    public long? BytesOnDisk => LengthOf(options.Database) + LengthOf(options.Database + "-wal");

    public IStoreWriter OpenWriter(bool first)
    {
        SqliteConnection? connection = null;
        try
        {
            if (first && Path.GetDirectoryName(Path.GetFullPath(options.Database)) is { } directory)
                Directory.CreateDirectory(directory);
            if (first) _lock = DatabaseLock.Take(options.Database, time);
            connection = Open(first ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite);
            var db = connection.Handle!;
            raw.sqlite3_busy_timeout(db, options.BusyTimeoutMs);
            Statement.Execute(db, "PRAGMA journal_mode = WAL");
            // The writer has the log folded in itself, after the answers are given.
            Statement.Execute(db, "PRAGMA wal_autocheckpoint = 0");
            // Larger caches write no faster and fill for an hour: memory would look as if it grew (docs/performance.md).
            Statement.Execute(db, "PRAGMA cache_size = -16384");
            SqliteSchema.Apply(db, options.Database);
            if (first) logger.Opened(options.Database, raw.sqlite3_libversion().utf8_to_string(), SqliteSchema.Latest, Synchronous);
            return new SqliteWriter(connection, () => Open(SqliteOpenMode.ReadWrite), Recent, options, logger);
        }
        catch (Exception exception)
        {
            connection?.Dispose();
            if (first) Unlock();
            throw SqliteFaults.Explain(exception, options.Database);
        }
    }

    /// <summary>Version of the schema as it is.</summary>
    public long Version()
    {
        try
        {
            using var connection = (SqliteConnection)OpenReader();
            return Statement.Scalar(connection.Handle!, "PRAGMA user_version");
        }
        catch (SqliteException exception)
        {
            throw Explain(exception);
        }
    }

    public DbConnection OpenReader()
    {
        var connection = new SqliteConnection(_readOnly);
        connection.Open();
        return connection;
    }

    public long UsedBytes(DbConnection connection)
    {
        var db = ((SqliteConnection)connection).Handle!;
        return (Statement.Scalar(db, "PRAGMA page_count") - Statement.Scalar(db, "PRAGMA freelist_count")) * Statement.Scalar(db, "PRAGMA page_size");
    }

    public bool IsStoreFault(Exception exception) => SqliteFaults.IsStoreFault(exception);

    public bool IsTransient(Exception exception) => false; // nobody else writes

    public HistoryUnavailableException Explain(Exception exception) => SqliteFaults.Explain(exception, options.Database);

    public void CloseReaders()
    {
        using var connection = new SqliteConnection(_readOnly);
        SqliteConnection.ClearPool(connection);
    }

    /// <summary>Lets the file go: other processes may write it from here on.</summary>
    public void Dispose()
    {
        CloseReaders();
        Unlock();
    }

    private void Unlock()
    {
        _lock?.Dispose();
        _lock = null;
    }

    // In WAL mode NORMAL leaves the last commits to the operating system: safe against a killed process, not against a power
    // cut. FULL adds one fsync a commit, which all patients of a transaction share.
    private string Synchronous => options.SurvivePowerCut ? "FULL" : "NORMAL";

    private SqliteConnection Open(SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = options.Database, Mode = mode, Pooling = false }.ToString());
        try
        {
            connection.Open();
            Statement.Execute(connection.Handle!, $"PRAGMA synchronous = {Synchronous}");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static long LengthOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;
}
