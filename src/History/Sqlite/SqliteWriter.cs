using EcgStream.Contracts.Alarms;
using EcgStream.Contracts.Patients;
using EcgStream.History.Recent;
using EcgStream.History.Retention;
using EcgStream.History.Writing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using SQLitePCL;

namespace EcgStream.History.Sqlite;

/// <summary>The one connection that writes to the file, with its prepared statements.</summary>
internal sealed class SqliteWriter : IStoreWriter, IStoreCalls
{
    private static readonly TimeSpan OldBeats = TimeSpan.FromMinutes(5);

    private readonly SqliteConnection _connection;
    private readonly HistoryOptions _options;
    private readonly ILogger _logger;
    private readonly List<Statement> _statements = [];
    private readonly Statement _begin;
    private readonly Statement _commit;
    private readonly Statement _checkpoint;
    private readonly Statement _version;
    private readonly BatchWrites _batches;
    private readonly ThresholdWrites _thresholds;
    private readonly Folding _folding;
    private readonly Checkpointer _checkpointer;
    private readonly bool _writesTables;
    private long _versionSeen = -1;
    private int _pagesSinceCheckpoint;

    /// <summary>Takes over an open connection to a database that is up to date.</summary>
    /// <param name="open">Opens another that writes.</param>
    public SqliteWriter(SqliteConnection connection, Func<SqliteConnection> open, RecentBeats recent, HistoryOptions options, ILogger logger)
    {
        (_connection, _options, _logger) = (connection, options, logger);
        _writesTables = options.RecentSeconds == 0;
        _begin = Prepare("BEGIN IMMEDIATE");
        _commit = Prepare("COMMIT");
        _checkpoint = Prepare("PRAGMA wal_checkpoint(PASSIVE)");
        Patients = new PatientWrites(this);
        Beats = new BeatWrites(this);
        Minutes = new MinuteWrites(this);
        Alarms = new AlarmWrites(this);
        Acts = new ActWrites(this);
        Recent = new RecentWrites(this, recent);
        _version = Prepare("PRAGMA data_version");
        _batches = new BatchWrites(this, _writesTables);
        _thresholds = new ThresholdWrites(this);
        _folding = new Folding(this, recent, options, logger);
        _checkpointer = new Checkpointer(open, logger);
        LookForOthers(); // readers are to see what an earlier process has left before anything is written
        // A killed process leaves its log behind. It counts here too: otherwise a server that is killed again and again
        // before it folds in anything would let the log grow without end.
        if (new FileInfo(options.Database + "-wal") is { Exists: true } log) _pagesSinceCheckpoint = (int)Math.Min(log.Length / 4096, options.LogPages);
    }

    public PatientWrites Patients { get; }

    public BeatWrites Beats { get; }

    public MinuteWrites Minutes { get; }

    public AlarmWrites Alarms { get; }

    public ActWrites Acts { get; }

    public RecentWrites Recent { get; }

    /// <summary>Time of the running transaction.</summary>
    public DateTimeOffset Now { get; private set; }

    public bool Broken { get; private set; }

    private sqlite3 Db => _connection.Handle!;

    public void Write(IReadOnlyList<WriteRequest> requests, DateTimeOffset now)
    {
        // SQLite would go on writing into a file that was deleted or moved away, and all of it would be lost.
        if (!File.Exists(_options.Database)) throw SqliteFaults.Gone(_options.Database);
        try
        {
            Now = now;
            _begin.Run();
            LookForOthers();
            foreach (var request in requests)
            {
                if (request is BatchRequest batch) _batches.Write(batch);
                else (request as CallRequest)?.Apply(this);
            }

            if (!_writesTables) Recent.Append();
            _folding.Fold(Recent.Count);
            Commit();
        }
        catch
        {
            RollBack();
            throw;
        }

        raw.sqlite3_db_status(Db, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, resetFlg: 1);
        _pagesSinceCheckpoint += pages;
    }

    public PatientRecord Admit(string patientId, string? bed, AlarmLimits limits, string by) => Patients.Admit(patientId, bed, limits, by);

    public PatientRecord? Discharge(string patientId, string by) => Patients.Discharge(patientId, by);

    public PatientRecord? SetAudioPause(string patientId, AudioPause? pause, string by) => Patients.SetAudioPause(patientId, pause, by);

    public PatientRecord? Open(string patientId) => Patients.Open(patientId);

    public AlarmRecord? Acknowledge(string alarmId, string who, DateTimeOffset at) => Alarms.Acknowledge(alarmId, who, at);

    public ThresholdChange AddThreshold(string modelSet, float? threshold, string by) => _thresholds.Add(modelSet, threshold, by);

    public int DeleteBeats(string patientId, long before, int limit)
    {
        if (Patients.Find(patientId) is not { } patient) return 0;
        var deleted = RetentionWrites.DeleteBeats(_connection, patient, before, limit);
        Recent.Uncount(patient, deleted);
        return deleted;
    }

    public int DeleteRecords(string patientId, long before, int limit) =>
        Patients.Find(patientId) is { } patient ? RetentionWrites.DeleteRecords(_connection, patient, before, limit) : 0;

    public bool TakeTurn(long now, long until)
    {
        _folding.FoldFrom(Now - OldBeats); // of patients who send no more, or whose clocks are late: old beats are looked for in the tables
        return RetentionWrites.TakeTurn(_connection, now, until);
    }

    /// <summary>Prepares a statement that lives as long as the connection.</summary>
    public Statement Prepare(string sql)
    {
        var statement = new Statement(Db, sql);
        _statements.Add(statement);
        return statement;
    }

    /// <summary>Has the write-ahead log folded into the database when it is long, as far as readers allow; waits only when it is four times as long.</summary>
    public void Tend(bool last)
    {
        if (last) MoveAll();
        else if (_checkpointer.TakeEnd(wait: _pagesSinceCheckpoint >= 4 * _options.LogPages)) Checkpoint();
        else if (_pagesSinceCheckpoint >= _options.LogPages) _checkpointer.Begin();
    }

    public void Dispose()
    {
        _checkpointer.Dispose();
        if (_pagesSinceCheckpoint > 0 && !Broken) Checkpoint();
        foreach (var statement in _statements) statement.Dispose();
        _connection.Dispose();
    }

    private void Commit()
    {
        _folding.Committing();
        _commit.Run();
        _folding.Committed(); // before what is new: it stands behind what was moved
        Recent.Committed();
    }

    /// <summary>Reads the log anew when another program has written to the file.</summary>
    private void LookForOthers()
    {
        _version.Step();
        var version = _version.Int64(0);
        _version.Reset();
        if (version == _versionSeen) return;
        _versionSeen = version;
        Patients.Forget();
        Beats.Forget();
        Recent.Load();
        _folding.Forget();
    }

    /// <summary>At an orderly end the tables hold everything, for whatever program reads the file then.</summary>
    private void MoveAll()
    {
        try
        {
            _begin.Run();
            LookForOthers();
            _folding.FoldAll();
            Commit();
        }
        catch (Exception exception)
        {
            RollBack();
            _logger.CloseFailed(exception); // it stands in the log, and is moved at the next start
        }
    }

    private void Checkpoint()
    {
        _pagesSinceCheckpoint = 0;
        try
        {
            _checkpoint.Run();
        }
        catch (Exception exception)
        {
            _logger.CheckpointFailed(exception);
        }
    }

    private void RollBack()
    {
        // Keys that were handed out in this transaction are void now.
        Patients.Forget();
        Beats.Forget();
        Minutes.Forget();
        Recent.RolledBack();
        _folding.RolledBack();
        try
        {
            // A full disk or an I/O error has rolled back already.
            if (raw.sqlite3_get_autocommit(Db) == 0) Statement.Execute(Db, "ROLLBACK");
        }
        catch (Exception)
        {
            Broken = true; // closing rolls back, whatever state the connection is in
        }
    }
}
