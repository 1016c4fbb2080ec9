using EcgStream.Contracts.Alarms;
using EcgStream.Contracts.Patients;
using EcgStream.History.Retention;
using EcgStream.History.Writing;
using Npgsql;
using NpgsqlTypes;

namespace EcgStream.History.Postgres;

/// <summary>
/// The one connection of this process that writes. Other processes write at the same time: a transaction holds the rows of its
/// patients, so that epochs, watermarks and alarms of a patient are changed by one at a time.
/// </summary>
internal sealed class PostgresWriter : IStoreWriter, IStoreCalls
{
    private readonly List<PreparedCommand> _commands = [];
    private readonly List<BatchRequest> _run = [];
    private readonly BatchRows _batches;
    private readonly PreparedCommand _addAct;
    private readonly PreparedCommand _addThreshold;
    private readonly PreparedCommand _cutOff;
    private readonly string _name;
    private readonly TimeSpan _standstill;

    /// <summary>Takes over an open connection to a database that is up to date.</summary>
    /// <param name="name">Of the sessions of all writers.</param>
    /// <param name="standstill">For how long another writer may stand still.</param>
    public PostgresWriter(NpgsqlConnection connection, string name, TimeSpan standstill)
    {
        (Connection, _name, _standstill) = (connection, name, standstill);
        Execute(BeatRows.StagingTable);
        Patients = new PatientRows(this);
        Beats = new BeatRows(this);
        Minutes = new MinuteRows(this);
        Alarms = new AlarmRows(this);
        _batches = new BatchRows(this);
        _addAct = Prepare(
            "INSERT INTO acts (patient, at, done_by, act, detail) VALUES ($1, $2, $3, $4, $5)",
            Types.Int, Types.Long, Types.Text, Types.Text, Types.Text);
        _addThreshold = Prepare(
            "INSERT INTO thresholds (model_set, threshold, changed_by, changed_at) VALUES ($1, $2, $3, $4)",
            Types.Text, Types.Real, Types.Text, Types.Long);
        _cutOff = Prepare(
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE application_name = $1 AND datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()
                AND state = 'active' AND wait_event = 'ClientRead' AND query_start < now() - make_interval(secs => $2)
            """, Types.Text, Types.Real);
    }

    public NpgsqlConnection Connection { get; }

    public PatientRows Patients { get; }

    public BeatRows Beats { get; }

    public MinuteRows Minutes { get; }

    public AlarmRows Alarms { get; }

    /// <summary>Time of the running transaction.</summary>
    public DateTimeOffset Now { get; private set; }

    public bool Broken { get; private set; }

    public void Write(IReadOnlyList<WriteRequest> requests, DateTimeOffset now)
    {
        Now = now;
        if (requests.All(request => request is FlushRequest)) return;
        NpgsqlTransaction? transaction = null;
        try
        {
            transaction = Connection.BeginTransaction();
            Patients.Hold([.. requests.Select(PatientOf).OfType<string>().Distinct(StringComparer.Ordinal)]);
            foreach (var request in requests)
            {
                if (request is BatchRequest batch) _run.Add(batch);
                if (request is not CallRequest call) continue;
                WriteRun();
                call.Apply(this);
            }

            WriteRun();
            transaction.Commit();
        }
        catch (Exception reason)
        {
            RollBack(transaction);
            if (reason is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable } && !Broken) CutOffStandstills();
            throw;
        }
        finally
        {
            _run.Clear();
            transaction?.Dispose();
        }
    }

    public PatientRecord Admit(string patientId, string? bed, AlarmLimits limits, string by) => Patients.Admit(patientId, bed, limits, by);

    public PatientRecord? Discharge(string patientId, string by) => Patients.Discharge(patientId, by);

    public PatientRecord? SetAudioPause(string patientId, AudioPause? pause, string by) => Patients.SetAudioPause(patientId, pause, by);

    public PatientRecord? Open(string patientId) => Patients.Open(patientId);

    public AlarmRecord? Acknowledge(string alarmId, string who, DateTimeOffset at) => Alarms.Acknowledge(alarmId, who, at);

    public ThresholdChange AddThreshold(string modelSet, float? threshold, string by)
    {
        var change = new ThresholdChange(modelSet, threshold, by, Now);
        _addThreshold.Run(modelSet, (double?)threshold, by, Now.ToStored());
        return change;
    }

    public int DeleteBeats(string patientId, long before, int limit) =>
        Patients.Find(patientId) is { } patient ? RetentionWrites.DeleteBeats(Connection, patient, before, limit) : 0;

    public int DeleteRecords(string patientId, long before, int limit) =>
        Patients.Find(patientId) is { } patient ? RetentionWrites.DeleteRecords(Connection, patient, before, limit) : 0;

    public bool TakeTurn(long now, long until) => RetentionWrites.TakeTurn(Connection, now, until);

    /// <summary>Notes what somebody did, in the transaction of what was done.</summary>
    public void AddAct(int patient, DateTimeOffset at, string by, string act, string detail) =>
        _addAct.Run(patient, at.ToStored(), by, act, detail);

    /// <summary>A statement that lives as long as the connection.</summary>
    public PreparedCommand Prepare(string sql, params ReadOnlySpan<NpgsqlDbType> types)
    {
        var command = new PreparedCommand(Connection, sql, types);
        _commands.Add(command);
        return command;
    }

    /// <summary>Runs a statement without parameters.</summary>
    public void Execute(string sql)
    {
        using var command = new NpgsqlCommand(sql, Connection);
        command.ExecuteNonQuery();
    }

    public void Tend(bool last)
    {
    }

    public void Dispose()
    {
        foreach (var command in _commands) command.Dispose();
        Connection.Dispose();
    }

    private static string? PatientOf(WriteRequest request) => request switch
    {
        BatchRequest batch => batch.Batch.PatientId,
        CallRequest call => call.PatientId,
        _ => null,
    };

    private void WriteRun()
    {
        if (_run.Count > 0) _batches.Write(_run);
        _run.Clear();
    }

    /// <summary>
    /// Ends the sessions of processes that stand still in the middle of COPY, with their rows held: no timeout of the server's is about
    /// them, as a session that waits for the next row counts as one at work.
    /// </summary>
    private void CutOffStandstills()
    {
        try
        {
            _cutOff.Run(_name, _standstill.TotalSeconds);
        }
        catch (NpgsqlException)
        {
            Broken = true; // what is thrown says why nothing could be written
        }
    }

    private void RollBack(NpgsqlTransaction? transaction)
    {
        // Keys that were handed out in this transaction are void now.
        Patients.Forget();
        Beats.Forget();
        try
        {
            transaction?.Rollback();
        }
        catch (Exception)
        {
            Broken = true;
        }
    }
}
