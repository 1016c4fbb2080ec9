using EcgStream.Contracts.Alarms;
using EcgStream.Contracts.Live;
using EcgStream.Contracts.Patients;
using EcgStream.Signal.Alarms;
using Microsoft.Extensions.Logging;

namespace EcgStream.Dashboard.Live;

/// <summary>
/// What the server's pages know of the ward: who is admitted, from snapshots of <see cref="IWard"/>, and the open alarms,
/// kept up by what the hub sends; the newer word on an alarm wins, in whatever order the two arrive. What changes with every
/// beat stays in the browser (live/ward.js). One a circuit, used on the circuit's own thread.
/// </summary>
public sealed class LiveWard(IWard ward, TimeProvider time, ILogger<LiveWard> log)
{
    /// <summary>How long the end of an alarm is remembered, so that an older word on it does not bring it back.</summary>
    private static readonly TimeSpan RememberEnded = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, PatientStatus> patients = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AlarmRecord> alarms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AlarmRecord> ended = new(StringComparer.Ordinal);

    /// <summary>Something to show has changed.</summary>
    public event Action? Changed;

    /// <summary>When the last snapshot was asked for.</summary>
    public DateTimeOffset LoadedAt { get; private set; }

    /// <summary>Why the last snapshot could not be taken, for people; null when it was.</summary>
    public string? Failure { get; private set; }

    /// <summary>All patients, in no order.</summary>
    public IReadOnlyCollection<PatientStatus> Patients => patients.Values;

    /// <summary>Alarms that are not cleared, in <see cref="AlarmOrder"/>; events are no alarms.</summary>
    public IReadOnlyList<AlarmRecord> OpenAlarms { get; private set; } = [];

    /// <summary>Takes a snapshot: patients that are gone leave, alarms that were missed come. Its failure is kept to be shown.</summary>
    public async Task LoadAsync(CancellationToken cancel)
    {
        LoadedAt = time.GetUtcNow();
        IReadOnlyList<AlarmRecord> open;
        IReadOnlyList<PatientStatus> present;
        try
        {
            open = await ward.GetOpenAlarmsAsync(cancel);
            present = await ward.GetPatientsAsync(cancel);
        }
        catch (Exception reason) when (reason is not OperationCanceledException)
        {
            LiveWardLog.SnapshotFailed(log, reason);
            Failure = $"The ward could not be read: {reason.Message}";
            Changed?.Invoke();
            return;
        }
        Failure = null;
        patients.Clear();
        foreach (var patient in present)
            patients[patient.PatientId] = patient;
        var known = open.Select(alarm => alarm.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var over in alarms.Values.Where(alarm => alarm.Stored && !known.Contains(alarm.Id) && alarm.ChangedAt < LoadedAt).ToArray())
            alarms.Remove(over.Id);
        Take(open);
    }

    /// <summary>Takes what came in; returns the alarms that are new to this viewer or became more urgent.</summary>
    public IReadOnlyList<AlarmRecord> Take(IReadOnlyList<AlarmRecord> changes)
    {
        var risen = new List<AlarmRecord>();
        foreach (var change in changes)
            if (change.Priority != AlarmPriority.Event && TakeAlarm(change))
                risen.Add(change);
        OpenAlarms = [.. alarms.Values.MostUrgentFirst()];
        Changed?.Invoke();
        return risen;
    }

    /// <summary>Acknowledges once for all. False when there is no such alarm any more.</summary>
    public async Task<bool> AcknowledgeAsync(string alarmId, string who, CancellationToken cancel)
    {
        var after = await ward.AcknowledgeAsync(alarmId, who, cancel);
        if (after is null)
            return false;
        Take([after]);
        return true;
    }

    /// <summary>A patient's bed, or null.</summary>
    public string? BedOf(string patientId) => patients.GetValueOrDefault(patientId)?.Bed;

    /// <summary>Where a patient lies, for people: "Bed 1-03", or the id where no bed is known.</summary>
    public string PlaceOf(string patientId) => BedOf(patientId) is { } bed ? $"Bed {bed}" : patientId;

    /// <summary>True while an alarm calls for somebody.</summary>
    public static bool NeedsAcknowledgement(AlarmRecord alarm) => alarm.State is AlarmState.Active or AlarmState.Latched;

    private bool TakeAlarm(AlarmRecord change)
    {
        var known = alarms.GetValueOrDefault(change.Id) ?? ended.GetValueOrDefault(change.Id);
        if (known is not null && IsOlder(change, known))
            return false;
        if (change.State == AlarmState.Cleared)
        {
            alarms.Remove(change.Id);
            ended[change.Id] = change;
            foreach (var old in ended.Values.Where(alarm => time.GetUtcNow() - alarm.ChangedAt > RememberEnded).ToArray())
                ended.Remove(old.Id);
            return false;
        }
        alarms[change.Id] = change;
        ended.Remove(change.Id);
        return change.State == AlarmState.Active && (known is null || known.Priority < change.Priority);
    }

    private static bool IsOlder(AlarmRecord change, AlarmRecord known) => change.Cursor is { } a && known.Cursor is { } b
        ? a < b
        : change.ChangedAt < known.ChangedAt;
}
