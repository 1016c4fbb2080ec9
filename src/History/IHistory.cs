using EcgStream.Contracts.Alarms;
using EcgStream.Contracts.Patients;
using EcgStream.History.Queries;
using EcgStream.History.Writing;

namespace EcgStream.History;

/// <summary>
/// The one durable truth: admissions, limits, verdicts, holes, alarms, acknowledgements and watermarks. SQLite now,
/// PostgreSQL behind the same members later. Times come back in UTC.
/// </summary>
public interface IHistory
{
    /// <summary>Admits a patient, or changes bed and limits of an admitted one; answered when durable.</summary>
    Task<PatientRecord> AdmitAsync(string patientId, string? bed, AlarmLimits limits, CancellationToken cancel);

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

    /// <summary>Alarm changes that were committed after <see cref="AlarmQuery.After"/>, in commit order.</summary>
    Task<Page<AlarmRecord>> GetAlarmsAsync(AlarmQuery query, CancellationToken cancel);

    /// <summary>(beat index, sample hash) of every stored beat of a patient, by index: to compare stored with sent.</summary>
    IAsyncEnumerable<(long Beat, ulong SampleHash)> ReadHashesAsync(string patientId, CancellationToken cancel);
}
