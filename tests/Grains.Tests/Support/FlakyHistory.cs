using EcgStream.Contracts.Alarms;
using EcgStream.Contracts.Patients;
using EcgStream.History;
using EcgStream.History.Queries;
using EcgStream.History.Writing;

namespace EcgStream.Grains.Tests.Support;

/// <summary>What is wrong with a store.</summary>
public enum StoreTrouble
{
    None,

    /// <summary>Batches are taken and fail.</summary>
    Fails,

    /// <summary>Batches are taken and fail, though all seems well.</summary>
    FailsUnawares,

    /// <summary>The writer's queue is full.</summary>
    Full,

    /// <summary>Batches are committed, but the answer says that they failed.</summary>
    CommitsAndSaysItFailed,
}

/// <summary>A store that can be in trouble for a while.</summary>
internal sealed class FlakyHistory(IHistory inner) : IHistory
{
    private volatile StoreTrouble trouble;
    private long offers;

    internal StoreTrouble InTrouble { get => trouble; set => trouble = value; }

    /// <summary>Batches offered while in trouble.</summary>
    internal long Offers => Interlocked.Read(ref offers);

    public bool Healthy => Trouble is null;

    public string? Trouble => trouble is StoreTrouble.None or StoreTrouble.FailsUnawares ? inner.Trouble : "the disk is full";

    public TimeSpan CommitTime => inner.CommitTime;

    public bool TryWrite(PatientBatch batch, ICommitSink sink)
    {
        if (trouble == StoreTrouble.None) return inner.TryWrite(batch, sink);
        Interlocked.Increment(ref offers);
        switch (trouble)
        {
            case StoreTrouble.Full:
                return false;
            case StoreTrouble.CommitsAndSaysItFailed:
                return inner.TryWrite(batch, new SinkThatHearsOfFailures(sink));
            default:
                _ = Task.Run(() => sink.Failed(batch, new HistoryUnavailableException("the disk is full")));
                return true;
        }
    }

    public Task<PatientRecord> AdmitAsync(string patientId, string? bed, AlarmLimits limits, string by, CancellationToken cancel) =>
        inner.AdmitAsync(patientId, bed, limits, by, cancel);

    public Task<PatientRecord?> DischargeAsync(string patientId, string by, CancellationToken cancel) =>
        inner.DischargeAsync(patientId, by, cancel);

    public Task<PatientRecord?> SetAudioPauseAsync(string patientId, AudioPause? pause, string by, CancellationToken cancel) =>
        inner.SetAudioPauseAsync(patientId, pause, by, cancel);

    public Task<AlarmRecord?> FindAlarmAsync(string alarmId, CancellationToken cancel) => inner.FindAlarmAsync(alarmId, cancel);

    public Task<IReadOnlyList<TrendPoint>> GetTrendAsync(
        string patientId, DateTimeOffset from, DateTimeOffset to, TrendResolution resolution, CancellationToken cancel) =>
        inner.GetTrendAsync(patientId, from, to, resolution, cancel);

    public Task<Page<ActRecord>> GetActsAsync(string patientId, long? before, int limit, CancellationToken cancel) =>
        inner.GetActsAsync(patientId, before, limit, cancel);

    public Task<PatientOpening?> OpenAsync(string patientId, int recentBeats, CancellationToken cancel) =>
        inner.OpenAsync(patientId, recentBeats, cancel);

    public Task FlushAsync(CancellationToken cancel) => inner.FlushAsync(cancel);

    public Task<AlarmRecord?> AcknowledgeAsync(string alarmId, string who, DateTimeOffset at, CancellationToken cancel) =>
        inner.AcknowledgeAsync(alarmId, who, at, cancel);

    public Task<IReadOnlyList<PatientRecord>> GetPatientsAsync(CancellationToken cancel) => inner.GetPatientsAsync(cancel);

    public Task<PatientRecord?> FindPatientAsync(string patientId, CancellationToken cancel) => inner.FindPatientAsync(patientId, cancel);

    public Task<Page<BeatRecord>> GetBeatsAsync(string patientId, BeatQuery query, CancellationToken cancel) =>
        inner.GetBeatsAsync(patientId, query, cancel);

    public Task<BeatRecord?> FindBeatAsync(string patientId, long beat, CancellationToken cancel) =>
        inner.FindBeatAsync(patientId, beat, cancel);

    public Task<long> GetAlarmCursorAsync(CancellationToken cancel) => inner.GetAlarmCursorAsync(cancel);

    public Task<IReadOnlyList<Hole>> GetHolesAsync(string patientId, CancellationToken cancel) => inner.GetHolesAsync(patientId, cancel);

    public Task<Page<AlarmRecord>> GetAlarmsAsync(AlarmQuery query, CancellationToken cancel) => inner.GetAlarmsAsync(query, cancel);

    public IAsyncEnumerable<(long Beat, ulong SampleHash)> ReadHashesAsync(string patientId, CancellationToken cancel) =>
        inner.ReadHashesAsync(patientId, cancel);

    private sealed class SinkThatHearsOfFailures(ICommitSink sink) : ICommitSink
    {
        public void Committed(PatientBatch batch, IReadOnlyList<AlarmRecord> alarms, IReadOnlyList<RefusedRow> refused) =>
            sink.Failed(batch, new HistoryUnavailableException("the answer was lost"));

        public void Stale(PatientBatch batch) => sink.Stale(batch);

        public void Failed(PatientBatch batch, Exception reason) => sink.Failed(batch, reason);
    }
}
