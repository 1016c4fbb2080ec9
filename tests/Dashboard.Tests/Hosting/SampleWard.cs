using EcgStream.Contracts.Alarms;
using EcgStream.Contracts.Live;
using EcgStream.Contracts.Patients;
using EcgStream.Signal.Alarms;
using EcgStream.Signal.Beats;

namespace EcgStream.Dashboard.Tests.Hosting;

/// <summary>A made-up ward: figures that look real, changed by hand or by <see cref="Tick"/>. Made of a fixed seed.</summary>
public sealed class SampleWard : IWard
{
    private readonly Lock gate = new();
    private readonly Random random = new(5000);
    private readonly SortedDictionary<string, PatientStatus> patients = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AlarmRecord> alarms = [];
    private readonly List<AlarmRecord> log = [];

    public SampleWard(int count = 50, bool withAlarms = true)
    {
        var now = TimeProvider.System.GetUtcNow();
        for (var i = 0; i < count; i++)
        {
            var id = $"sim-{i + 1:0000}";
            patients[id] = new PatientStatus(id, $"{(char)('A' + i / 10 % 26)}{i % 10 + 1:00}", 140L * (9000 + i), 9000 + 37 * i, now, 58 + random.Next(38),
                BeatClass.Normal, 0.97f + random.NextSingle() * 0.03f, 0.25f + random.NextSingle() * 0.4f, null, AlarmPriority.Event, true, now);
        }
        if (!withAlarms || count < 50)
            return;
        Beat(8, 61, BeatClass.Pvc, 0.94f, 1.42f);
        Beat(14, 78, BeatClass.SupraventricularEctopic, 0.71f, 0.93f);
        Beat(20, 66, BeatClass.Unknown, 0, 0);
        Raise(6, "ventricular-run", AlarmPriority.High, "VT 7 beats at 168/min", 168, BeatClass.Pvc, now.AddSeconds(-8));
        Raise(31, "asystole", AlarmPriority.High, "no beat for 6.2 s, limit 4 s", null, BeatClass.Normal, now.AddSeconds(-31));
        Raise(18, "repeated-r-on-t", AlarmPriority.Medium, "R-on-T PVC twice in 60 s", 82, BeatClass.ROnTPvc, now.AddMinutes(-2));
        Raise(42, "extreme-bradycardia", AlarmPriority.Medium, "extreme bradycardia 37/min over 5 beats, limit 40/min", 37, BeatClass.Normal, now.AddMinutes(-6));
        Raise(11, "ventricular-run", AlarmPriority.Low, "ventricular run 3 beats at 88/min", 88, BeatClass.Pvc, now.AddMinutes(-9));
        Raise(25, "signal-gap", AlarmPriority.Low, "420 samples missing for 6 s", 71, BeatClass.Normal, now.AddMinutes(-1), AlarmKind.Technical);
        AcknowledgeAsync(alarms.Values.Single(alarm => alarm.Rule == "extreme-bradycardia").Id, "M. Keller", default).Wait();
        foreach (var quiet in new[] { "sim-0038", "sim-0047" })
            patients[quiet] = patients[quiet] with { Live = false, UpdatedAt = now.AddMinutes(-14), LastBeatAt = now.AddMinutes(-14) };
    }

    /// <summary>A change that viewers have to hear of.</summary>
    public event Action<AlarmRecord>? AlarmChanged;

    /// <summary>While true no snapshot can be had.</summary>
    public bool Failing { get; set; }

    public PatientStatus[] Statuses
    {
        get
        {
            lock (gate)
                return [.. patients.Values];
        }
    }

    /// <summary>Alarm changes that were committed after the cursor.</summary>
    public AlarmRecord[] AlarmsAfter(long cursor)
    {
        lock (gate)
            return [.. log.Where(alarm => alarm.Cursor > cursor)];
    }

    /// <summary>Raises an alarm as a patient's grain would.</summary>
    public AlarmRecord Raise(
        int patient, string rule, AlarmPriority priority, string text, double? rate = 90, BeatClass beatClass = BeatClass.Pvc,
        DateTimeOffset? at = null, AlarmKind kind = AlarmKind.Physiological)
    {
        AlarmRecord alarm;
        lock (gate)
        {
            var id = $"sim-{patient:0000}";
            var status = patients[id];
            var when = at ?? TimeProvider.System.GetUtcNow();
            alarm = Commit(new AlarmRecord(AlarmRecord.IdOf(id, rule, status.Beats), id, rule, kind, priority, AlarmState.Active, text, status.Beats, when, when, when, null, null, null, null));
            patients[id] = status with
            {
                HeartRate = rate,
                LastClass = beatClass,
                LastProbability = 0.91f,
                AnomalyScore = beatClass == BeatClass.Normal ? 0.6f : 1.7f,
                Alarm = text,
                AlarmPriority = priority,
            };
        }
        AlarmChanged?.Invoke(alarm);
        return alarm;
    }

    /// <summary>Ends an alarm.</summary>
    public void Clear(string alarmId) =>
        Change(alarmId, alarm => alarm with { State = AlarmState.Cleared, EndedAt = TimeProvider.System.GetUtcNow() });

    /// <summary>A new word on an alarm.</summary>
    public void Change(string alarmId, Func<AlarmRecord, AlarmRecord> change)
    {
        AlarmRecord changed;
        lock (gate)
            changed = Commit(change(alarms[alarmId]) with { ChangedAt = TimeProvider.System.GetUtcNow() });
        AlarmChanged?.Invoke(changed);
    }

    /// <summary>A beat as somebody who looks at the patient gets it: a made-up bump, not an electrocardiogram.</summary>
    public static TraceBeat BeatOf(PatientStatus status) => new(
        status.PatientId, status.Beats, status.UpdatedAt, 1000, status.LastClass,
        TraceBeat.Pack([.. Enumerable.Range(0, BeatFrame.SampleCount).Select(i => 2.5f * MathF.Exp(-MathF.Pow((i - 40) / 6f, 2)) - 0.3f)]));

    /// <summary>One second passes for everybody who is live.</summary>
    public void Tick()
    {
        lock (gate)
        {
            var now = TimeProvider.System.GetUtcNow();
            foreach (var (id, patient) in patients.ToArray())
            {
                if (!patient.Live)
                    continue;
                var asystole = patient.HeartRate is null;
                patients[id] = patient with
                {
                    UpdatedAt = now,
                    LastBeatAt = asystole ? patient.LastBeatAt : now.AddMilliseconds(-random.Next(900)),
                    Beats = patient.Beats + (asystole ? 0 : 1),
                    HeartRate = patient.HeartRate is { } rate ? Math.Clamp(rate + random.NextDouble() * 2 - 1, 30, 190) : null,
                    AnomalyScore = patient.AnomalyScore == 0 ? 0 : Math.Clamp(patient.AnomalyScore + random.NextSingle() * 0.1f - 0.05f, 0.1f, 2.5f),
                };
            }
        }
    }

    public Task<IReadOnlyList<PatientStatus>> GetPatientsAsync(CancellationToken cancel) => Failing
        ? Task.FromException<IReadOnlyList<PatientStatus>>(new InvalidOperationException("the store is away"))
        : Task.FromResult<IReadOnlyList<PatientStatus>>(Statuses);

    public Task<PatientStatus?> FindPatientAsync(string patientId, CancellationToken cancel)
    {
        lock (gate)
            return Task.FromResult(patients.GetValueOrDefault(patientId));
    }

    public Task<IReadOnlyList<AlarmRecord>> GetOpenAlarmsAsync(CancellationToken cancel)
    {
        lock (gate)
            return Task.FromResult<IReadOnlyList<AlarmRecord>>([.. alarms.Values.Where(alarm => alarm.State != AlarmState.Cleared)]);
    }

    public Task<AlarmRecord?> AcknowledgeAsync(string alarmId, string who, CancellationToken cancel)
    {
        AlarmRecord? after = null;
        lock (gate)
        {
            if (alarms.TryGetValue(alarmId, out var alarm))
            {
                var now = TimeProvider.System.GetUtcNow();
                after = Commit(alarm with { State = AlarmState.Acknowledged, AcknowledgedBy = who, AcknowledgedAt = now, ChangedAt = now });
            }
        }
        if (after is not null)
            AlarmChanged?.Invoke(after);
        return Task.FromResult(after);
    }

    private void Beat(int patient, double rate, BeatClass beatClass, float probability, float score)
    {
        var id = $"sim-{patient:0000}";
        patients[id] = patients[id] with { HeartRate = rate, LastClass = beatClass, LastProbability = probability, AnomalyScore = score };
    }

    private AlarmRecord Commit(AlarmRecord change)
    {
        var stored = change with { Cursor = log.Count + 1 };
        alarms[stored.Id] = stored;
        log.Add(stored);
        return stored;
    }
}
