using EcgStream.Contracts.Alarms;
using EcgStream.Contracts.Live;
using EcgStream.Contracts.Patients;
using EcgStream.Gateway.Live;
using EcgStream.History;
using EcgStream.History.Queries;
using EcgStream.Signal.Beats;
using Orleans;
using Orleans.Runtime;

namespace EcgStream.Gateway.Patients;

/// <summary>The ward, put together from all silos and History.</summary>
internal sealed class Ward(
    IGrainFactory grains, SiloFeeds feeds, IHistory history, LiveViewers viewers, UnstoredAlarms unstored, TimeProvider clock) : IWard
{
    // A commit follows its verdict within a second; what stays unstored longer is looked up.
    private static readonly TimeSpan CommitHeardWithin = TimeSpan.FromSeconds(10);

    public async Task<IReadOnlyList<PatientStatus>> GetPatientsAsync(CancellationToken cancel)
    {
        var asked = feeds.AskAllAsync(feed => feed.GetStatuses(), cancel);
        var admitted = await history.GetPatientsAsync(cancel);
        var live = new Dictionary<string, PatientStatus>(StringComparer.Ordinal);
        foreach (var status in (await asked).SelectMany(s => s))
        {
            // While a patient moves between silos two may answer; the one that is further is right.
            if (!live.TryGetValue(status.PatientId, out var other) || other.Watermark < status.Watermark)
                live[status.PatientId] = status;
        }

        var ward = new List<PatientStatus>(admitted.Count);
        foreach (var patient in admitted)
        {
            if (patient.DischargedAt is not null) continue;
            ward.Add(live.TryGetValue(patient.PatientId, out var status) ? WithBed(status, patient) : FromHistory(patient, clock.GetUtcNow()));
        }

        return ward;
    }

    public async Task<PatientStatus?> FindPatientAsync(string patientId, CancellationToken cancel)
    {
        if (await history.FindPatientAsync(patientId, cancel) is not { DischargedAt: null } patient) return null;

        // Asking the grain itself would activate it: looking at a patient must not make one live.
        var active = await feeds.AskAllAsync(feed => feed.GetWatermarks([patientId]), cancel);
        if (active.All(a => a.Length == 0)) return FromHistory(patient, clock.GetUtcNow());
        try
        {
            var status = await grains.GetGrain<IPatientGrain>(patientId).GetStatus().WaitAsync(SiloFeeds.Timeout, clock, cancel);
            return WithBed(status, patient);
        }
        catch (Exception fault) when (fault is TimeoutException or OrleansException) // its silo has just died
        {
            return FromHistory(patient, clock.GetUtcNow());
        }
    }

    public async Task<IReadOnlyList<AlarmRecord>> GetOpenAlarmsAsync(CancellationToken cancel)
    {
        var open = new Dictionary<string, AlarmRecord>(StringComparer.Ordinal);
        foreach (var state in (AlarmState[])[AlarmState.Active, AlarmState.Latched, AlarmState.Acknowledged])
            await ReadAllAsync(state, open, cancel);

        // Judged but not stored yet: the store may be down, the alarm still counts.
        foreach (var alarm in unstored.All)
        {
            if (open.TryGetValue(alarm.Id, out var stored) && stored.ChangedAt >= alarm.ChangedAt) continue;
            if (alarm.State == AlarmState.Cleared) open.Remove(alarm.Id);
            else if (clock.GetUtcNow() - alarm.ChangedAt < CommitHeardWithin || !await IsStoredAsync(alarm, cancel)) open[alarm.Id] = alarm;
        }

        return [.. open.Values.MostUrgentFirst()];
    }

    public async Task<AlarmRecord?> AcknowledgeAsync(string alarmId, string who, CancellationToken cancel)
    {
        var alarm = await history.AcknowledgeAsync(alarmId, who, clock.GetUtcNow(), cancel);
        if (alarm is not null) viewers.AlarmsStored();
        return alarm;
    }

    /// <summary>True when the change was committed after all: the message that said so can get lost.</summary>
    private async Task<bool> IsStoredAsync(AlarmRecord alarm, CancellationToken cancel)
    {
        var (after, more) = (0L, true);
        while (more)
        {
            var page = await history.GetAlarmsAsync(new AlarmQuery(after, PatientId: alarm.PatientId, Limit: 1000), cancel);
            foreach (var stored in page.Items)
            {
                after = stored.Cursor ?? after;
                if (stored.Id != alarm.Id || stored.ChangedAt < alarm.ChangedAt) continue;
                unstored.Note(stored);
                return true;
            }

            more = page.Next is not null && page.Items.Count > 0;
        }

        return false;
    }

    private async Task ReadAllAsync(AlarmState state, Dictionary<string, AlarmRecord> into, CancellationToken cancel)
    {
        var after = 0L;
        while (true)
        {
            var page = await history.GetAlarmsAsync(new AlarmQuery(after, state, Limit: 1000), cancel);
            foreach (var alarm in page.Items)
            {
                // An alarm that changed between two of these reads is met twice; the later change is the truth.
                if (!into.TryGetValue(alarm.Id, out var other) || other.Cursor < alarm.Cursor) into[alarm.Id] = alarm;
                after = alarm.Cursor ?? after;
            }

            if (page.Next is null || page.Items.Count == 0) return;
        }
    }

    private static PatientStatus WithBed(PatientStatus status, PatientRecord patient) =>
        status.Bed == patient.Bed ? status : status with { Bed = patient.Bed };

    private static PatientStatus FromHistory(PatientRecord patient, DateTimeOffset now) => new(
        patient.PatientId, patient.Bed, patient.Watermark, patient.Beats, LastBeatAt: null, HeartRate: null,
        BeatClass.Unknown, LastProbability: 0, AnomalyScore: 0, Alarm: null, Signal.Alarms.AlarmPriority.Event,
        Live: false, UpdatedAt: patient.AdmittedAt, AudioPause: patient.AudioPause?.Until > now ? patient.AudioPause : null);
}
