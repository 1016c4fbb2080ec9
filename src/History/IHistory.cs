using EcgStream.Contracts.Alarms;
using EcgStream.Contracts.Patients;
using EcgStream.History.Queries;
using EcgStream.History.Writing;

namespace EcgStream.History;

/// <summary>
/// The one durable truth: admissions, limits, verdicts, holes, alarms, acknowledgements and watermarks. Kept in
/// SQLite or PostgreSQL. Times come back in UTC.
/// </summary>
public interface IHistory
{
    /// <summary>Admits a patient, again or for the first time, or changes bed and limits of an admitted one; answered when durable.</summary>
    Task<PatientRecord> AdmitAsync(string patientId, string? bed, AlarmLimits limits, string by, CancellationToken cancel);

    /// <summary>
    /// Discharges a patient: what was stored stays, open alarms are cleared, and batches of an activation that still runs
    /// are stale. Admitting again goes on where it stopped. Null when nobody is admitted under this id.
    /// </summary>
    Task<PatientRecord?> DischargeAsync(string patientId, string by, CancellationToken cancel);

    /// <summary>Notes an audio pause, or with null its end; answered when durable. Null when nobody is admitted under this id.</summary>
    Task<PatientRecord?> SetAudioPauseAsync(string patientId, AudioPause? pause, string by, CancellationToken cancel);

    /// <summary>
    /// Opens a patient for one activation: raises the patient's epoch (writes of earlier epochs are refused from here on)
    /// and returns all that an activation needs to go on. Null when the patient is not admitted.
    /// </summary>
    /// <param name="recentBeats">How many of the last stored beats to return (oldest first).</param>
    Task<PatientOpening?> OpenAsync(string patientId, int recentBeats, CancellationToken cancel);

    /// <summary>
    /// Hands over what some beats of one patient caused; never blocks. False when the writer's queue is full: keep the
    /// batch and offer it again. Batches of one patient must be offered in beat order. Several batches share one transaction;
    /// a batch whose epoch is stale changes nothing. Writing a beat or an alarm change again changes nothing.
    /// </summary>
    bool TryWrite(PatientBatch batch, ICommitSink sink);

    /// <summary>Completes when everything handed over before is committed or refused.</summary>
    Task FlushAsync(CancellationToken cancel);

    /// <summary>True while the last transaction succeeded.</summary>
    bool Healthy { get; }

    /// <summary>What keeps it from committing, in words and without paths; null while the last transaction succeeded.</summary>
    string? Trouble { get; }

    /// <summary>How long a commit takes now: the running transaction so far, or the last one of the past seconds.</summary>
    TimeSpan CommitTime { get; }

    /// <summary>What the store takes on disk, its log included; null where it is not told.</summary>
    long? BytesOnDisk => null;

    /// <summary>Acknowledges an alarm once for all; answered when durable. Null when there is no such alarm.</summary>
    Task<AlarmRecord?> AcknowledgeAsync(string alarmId, string who, DateTimeOffset at, CancellationToken cancel);

    /// <summary>All patients, by id.</summary>
    Task<IReadOnlyList<PatientRecord>> GetPatientsAsync(CancellationToken cancel);

    /// <summary>One patient, or null.</summary>
    Task<PatientRecord?> FindPatientAsync(string patientId, CancellationToken cancel);

    /// <summary>A page of beats, newest first.</summary>
    Task<Page<BeatRecord>> GetBeatsAsync(string patientId, BeatQuery query, CancellationToken cancel);

    /// <summary>One beat with its waveform where it was kept, or null.</summary>
    Task<BeatRecord?> FindBeatAsync(string patientId, long beat, CancellationToken cancel);

    /// <summary>Holes of a patient, oldest first.</summary>
    Task<IReadOnlyList<Hole>> GetHolesAsync(string patientId, CancellationToken cancel);

    /// <summary>
    /// Alarm changes that were committed after <see cref="AlarmQuery.After"/>, in commit order. A follower asks again later from
    /// the cursor of the last alarm it got.
    /// </summary>
    Task<Page<AlarmRecord>> GetAlarmsAsync(AlarmQuery query, CancellationToken cancel);

    /// <summary>Cursor of the alarm change that was committed last; 0 before the first.</summary>
    Task<long> GetAlarmCursorAsync(CancellationToken cancel);

    /// <summary>One alarm, or null.</summary>
    Task<AlarmRecord?> FindAlarmAsync(string alarmId, CancellationToken cancel);

    /// <summary>A patient's minutes or hours, oldest first; those that <paramref name="from"/> and <paramref name="to"/> fall into are whole.</summary>
    Task<IReadOnlyList<TrendPoint>> GetTrendAsync(
        string patientId, DateTimeOffset from, DateTimeOffset to, TrendResolution resolution, CancellationToken cancel);

    /// <summary>What people did to a patient's monitoring, newest first.</summary>
    /// <param name="before">Number that all rows lie below (the cursor), or null for the newest.</param>
    /// <param name="limit">1…1000.</param>
    Task<Page<ActRecord>> GetActsAsync(string patientId, long? before, int limit, CancellationToken cancel);

    /// <summary>(beat index, sample hash) of every stored beat of a patient, by index: to compare stored with sent.</summary>
    IAsyncEnumerable<(long Beat, ulong SampleHash)> ReadHashesAsync(string patientId, CancellationToken cancel);
}
