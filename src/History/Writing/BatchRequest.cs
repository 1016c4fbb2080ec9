using EcgStream.Contracts.Alarms;

namespace EcgStream.History.Writing;

/// <summary>A patient's batch with the sink that waits for its outcome, and that outcome as the store found it.</summary>
internal sealed class BatchRequest(PatientBatch batch, ICommitSink sink) : WriteRequest
{
    private List<AlarmRecord>? _alarms; // null: most batches have neither
    private List<RefusedRow>? _refused;

    public PatientBatch Batch => batch;

    public override int Rows => 1 + batch.Beats.Count + batch.Waveforms.Count + batch.Holes.Count + batch.Alarms.Count;

    /// <summary>Rows that the store refuses are left out; otherwise whatever is refused fails the whole batch.</summary>
    public bool LeavesOutRefused { get; set; }

    /// <summary>Its epoch is not the one in force: nothing of it is written.</summary>
    public bool Stale { get; private set; }

    /// <summary>Rows that the store did not take and that were left out.</summary>
    public IReadOnlyList<RefusedRow> Refused => OrNone(_refused);

    /// <summary>A transaction begins, perhaps not the first for this batch.</summary>
    public void Begin(bool stale)
    {
        Stale = stale;
        (_alarms, _refused) = (null, null);
    }

    /// <summary>An alarm change as stored, with its cursor.</summary>
    public void Stored(AlarmRecord alarm) => (_alarms ??= []).Add(alarm);

    /// <summary>A row was left out.</summary>
    public void Refuse(string what, long beat, Exception reason) => (_refused ??= []).Add(new RefusedRow(what, beat, reason.Message));

    public override void Committed()
    {
        if (Stale) sink.Stale(batch);
        else sink.Committed(batch, OrNone(_alarms), OrNone(_refused));
    }

    public override void Failed(Exception reason) => sink.Failed(batch, reason);

    private static IReadOnlyList<T> OrNone<T>(List<T>? rows) => rows is null ? Array.Empty<T>() : rows;
}
