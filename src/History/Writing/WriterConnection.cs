using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace EcgStream.History.Writing;

/// <summary>The one connection that writes, with its prepared statements. Used by one thread at a time.</summary>
internal sealed class WriterConnection : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly List<Statement> _statements = [];
    private readonly Statement _begin;
    private readonly Statement _commit;
    private readonly Statement _checkpoint;

    private WriterConnection(SqliteConnection connection)
    {
        _connection = connection;
        _begin = Prepare("BEGIN IMMEDIATE");
        _commit = Prepare("COMMIT");
        _checkpoint = Prepare("PRAGMA wal_checkpoint(PASSIVE)");
        Patients = new PatientWrites(this);
        Beats = new BeatWrites(this);
        Minutes = new MinuteWrites(this);
        Alarms = new AlarmWrites(this);
        Thresholds = new ThresholdWrites(this);
        Acts = new ActWrites(this);
    }

    public PatientWrites Patients { get; }

    public BeatWrites Beats { get; }

    public MinuteWrites Minutes { get; }

    public AlarmWrites Alarms { get; }

    public ThresholdWrites Thresholds { get; }

    public ActWrites Acts { get; }

    /// <summary>Time of the running transaction.</summary>
    public DateTimeOffset Now { get; private set; }

    private sqlite3 Db => _connection.Handle!;

    /// <summary>Opens the database and brings its schema up to date.</summary>
    /// <param name="create">Make the file when it is missing: at start only. A file that is missing later was taken away, and an empty one in its place would hide that.</param>
    /// <exception cref="HistoryUnavailableException">With the reason.</exception>
    public static WriterConnection Open(HistoryOptions options, bool create)
    {
        SqliteConnection? connection = null;
        try
        {
            if (create && Path.GetDirectoryName(Path.GetFullPath(options.Database)) is { } directory)
                Directory.CreateDirectory(directory);
            connection = new SqliteConnection(new SqliteConnectionStringBuilder
            {
                DataSource = options.Database,
                Mode = create ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite,
                Pooling = false,
            }.ToString());
            connection.Open();
            var db = connection.Handle!;
            raw.sqlite3_busy_timeout(db, options.BusyTimeoutMs);
            Statement.Execute(db, "PRAGMA journal_mode = WAL");
            // In WAL mode NORMAL leaves the last commits to the operating system: safe against a killed process, not
            // against a power cut. FULL adds one fsync a commit, which all patients of a transaction share.
            Statement.Execute(db, $"PRAGMA synchronous = {(options.SurvivePowerCut ? "FULL" : "NORMAL")}");
            // The writer folds the log in itself, after the answers are given: see Checkpoint.
            Statement.Execute(db, "PRAGMA wal_autocheckpoint = 0");
            // Every patient writes to leaf pages of its own; 128 MB hold those of 10,000 patients.
            Statement.Execute(db, "PRAGMA cache_size = -131072");
            Schema.SchemaScripts.Apply(db, options.Database);
            return new WriterConnection(connection);
        }
        catch (Exception exception)
        {
            connection?.Dispose();
            throw exception.Explain(options.Database);
        }
    }

    /// <summary>Prepares a statement that lives as long as the connection.</summary>
    public Statement Prepare(string sql)
    {
        var statement = new Statement(Db, sql);
        _statements.Add(statement);
        return statement;
    }

    public void Begin(DateTimeOffset now)
    {
        Now = now;
        _begin.Run();
    }

    public void Commit() => _commit.Run();

    public void Rollback()
    {
        // Keys that were handed out in this transaction are void now.
        Patients.Forget();
        Beats.Forget();
        Minutes.Forget();
        // A full disk or an I/O error has rolled back already.
        if (raw.sqlite3_get_autocommit(Db) == 0) Statement.Execute(Db, "ROLLBACK");
    }

    /// <summary>Pages written to the log since the last call.</summary>
    public int TakePagesWritten()
    {
        raw.sqlite3_db_status(Db, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, resetFlg: 1);
        return pages;
    }

    /// <summary>Folds the write-ahead log into the database as far as readers allow; waits for nobody.</summary>
    public void Checkpoint() => _checkpoint.Run();

    public void Dispose()
    {
        foreach (var statement in _statements) statement.Dispose();
        _connection.Dispose();
    }
}
