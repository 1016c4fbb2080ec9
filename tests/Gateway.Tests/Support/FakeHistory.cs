using System.Globalization;
using System.Runtime.CompilerServices;
using EcgStream.Contracts.Alarms;
using EcgStream.Contracts.Patients;
using EcgStream.History;
using EcgStream.History.Queries;
using EcgStream.History.Writing;
using EcgStream.Signal.Alarms;
using EcgStream.Signal.Beats;

namespace EcgStream.Gateway.Tests.Support;

/// <summary>History in memory, as far as the gateway asks it.</summary>
internal sealed class FakeHistory : IHistory, IThresholdLog
{
    public static readonly DateTimeOffset Start = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, PatientRecord> _patients = [];
    private readonly Dictionary<string, List<BeatRecord>> _beats = [];
    private readonly Dictionary<string, AlarmRecord> _alarms = [];
    private long _cursor;

    public bool Healthy { get; set; } = true;

    public string? Trouble => Healthy ? null : "the disk is full";

    public TimeSpan CommitTime { get; set; }

    public long? BytesOnDisk => 81_920;

    /// <summary>Reads of alarms fail while set.</summary>
    public bool AlarmsUnreadable { get; set; }

    public void AddPatient(string id, string? bed = null, long beats = 0, bool discharged = false)
    {
        lock (_lock)
            _patients[id] = new(id, bed, AlarmLimits.Default, Start, discharged ? Start : null, 1, beats * 140, beats);
    }

    public void AddBeat(string id, long index, int beatClass = 1, bool waveform = false)
    {
        var start = Start.AddSeconds(index);
        var beat = new JudgedBeat(
            index, start, 1000, ulong.MaxValue - (ulong)index, FakeInference.Judge(beatClass - 1),
            new BeatTimes(start, start, start, start));
        lock (_lock)
        {
            if (!_beats.TryGetValue(id, out var list)) _beats[id] = list = [];
            list.Add(new BeatRecord(id, beat, start, waveform ? new float[140] : null, waveform ? null : "not kept: normal beat"));
        }
    }

    public AlarmRecord Alarm(string patient, long onset, AlarmState state = AlarmState.Active, DateTimeOffset? changed = null) => new(
        AlarmRecord.IdOf(patient, "ventricular-run", onset), patient, "ventricular-run", AlarmKind.Physiological,
        AlarmPriority.High, state, "VT 7 beats at 148/min", onset, Start, Start, changed ?? Start, null, null, null, null);

    /// <summary>Commits a change; the answer has its cursor.</summary>
    public AlarmRecord Commit(AlarmRecord alarm)
    {
        lock (_lock) return _alarms[alarm.Id] = alarm with { Cursor = ++_cursor };
    }

    public Task<PatientRecord> AdmitAsync(string patientId, string? bed, AlarmLimits limits, string by, CancellationToken cancel)
    {
        lock (_lock)
        {
            var before = _patients.GetValueOrDefault(patientId);
            var after = before is { DischargedAt: null }
                ? before with { Bed = bed, Limits = limits }
                : new PatientRecord(patientId, bed, limits, Start, null, 0, 0, 0);
            return Task.FromResult(_patients[patientId] = after);
        }
    }

    public Task<PatientRecord?> DischargeAsync(string patientId, string by, CancellationToken cancel) =>
        Change(patientId, patient => patient with { DischargedAt = Start });

    public Task<PatientRecord?> SetAudioPauseAsync(string patientId, AudioPause? pause, string by, CancellationToken cancel) =>
        Change(patientId, patient => patient with { AudioPause = pause });

    private Task<PatientRecord?> Change(string patientId, Func<PatientRecord, PatientRecord> change)
    {
        lock (_lock)
        {
            return Task.FromResult(_patients.GetValueOrDefault(patientId) is { DischargedAt: null } before
                ? _patients[patientId] = change(before)
                : null);
        }
    }

    public Task<AlarmRecord?> FindAlarmAsync(string alarmId, CancellationToken cancel)
    {
        lock (_lock) return Task.FromResult(_alarms.GetValueOrDefault(alarmId));
    }

    /// <summary>What was asked of trends last.</summary>
    public (DateTimeOffset From, DateTimeOffset To, TrendResolution Resolution)? TrendAsked { get; private set; }

    public Task<IReadOnlyList<TrendPoint>> GetTrendAsync(
        string patientId, DateTimeOffset from, DateTimeOffset to, TrendResolution resolution, CancellationToken cancel)
    {
        TrendAsked = (from, to, resolution);
        return Task.FromResult<IReadOnlyList<TrendPoint>>(
            [new TrendPoint(from, 60, 60, 50, 70, new ClassCounts(59, 0, 1, 0, 0, 0), 0.5, 2, 1, 0, new AlarmCounts(1, 0, 0, 0))]);
    }

    public Task<Page<ActRecord>> GetActsAsync(string patientId, long? before, int limit, CancellationToken cancel) =>
        Task.FromResult(new Page<ActRecord>([new ActRecord(1, Start, "nurse", "admitted", "bed 1")], null));

    public Task<AlarmRecord?> AcknowledgeAsync(string alarmId, string who, DateTimeOffset at, CancellationToken cancel)
    {
        lock (_lock)
        {
            if (!_alarms.TryGetValue(alarmId, out var alarm)) return Task.FromResult<AlarmRecord?>(null);
            if (alarm.AcknowledgedBy is not null) return Task.FromResult<AlarmRecord?>(alarm);
        }

        return Task.FromResult<AlarmRecord?>(Commit(_alarms[alarmId] with
        {
            State = AlarmState.Acknowledged, AcknowledgedBy = who, AcknowledgedAt = at, ChangedAt = at,
        }));
    }

    public Task<IReadOnlyList<PatientRecord>> GetPatientsAsync(CancellationToken cancel)
    {
        lock (_lock) return Task.FromResult<IReadOnlyList<PatientRecord>>([.. _patients.Values.OrderBy(p => p.PatientId, StringComparer.Ordinal)]);
    }

    public Task<PatientRecord?> FindPatientAsync(string patientId, CancellationToken cancel)
    {
        lock (_lock) return Task.FromResult(_patients.GetValueOrDefault(patientId));
    }

    public Task<Page<BeatRecord>> GetBeatsAsync(string patientId, BeatQuery query, CancellationToken cancel)
    {
        lock (_lock)
        {
            var rows = _beats.GetValueOrDefault(patientId, [])
                .Where(b => !(b.Beat.Start < query.From) && !(b.Beat.Start >= query.To) && !(b.Beat.Index >= query.Before) && !(b.Beat.Index < query.First))
                .Where(b => query.Class is null || b.Beat.Verdict.Class == query.Class)
                .OrderByDescending(b => b.Beat.Index).ToArray();
            var items = rows.Take(query.Limit).ToArray();
            var next = rows.Length > items.Length ? items[^1].Beat.Index.ToString(CultureInfo.InvariantCulture) : null;
            return Task.FromResult(new Page<BeatRecord>(items, next));
        }
    }

    public Task<BeatRecord?> FindBeatAsync(string patientId, long beat, CancellationToken cancel)
    {
        lock (_lock) return Task.FromResult(_beats.GetValueOrDefault(patientId, []).FirstOrDefault(b => b.Beat.Index == beat));
    }

    public Task<Page<AlarmRecord>> GetAlarmsAsync(AlarmQuery query, CancellationToken cancel)
    {
        if (AlarmsUnreadable) throw new HistoryUnavailableException("/secret/path is away");
        lock (_lock)
        {
            var rows = _alarms.Values
                .Where(a => a.Cursor > query.After && (query.State is null || a.State == query.State))
                .Where(a => query.PatientId is null || a.PatientId == query.PatientId)
                .Where(a => !(a.OnsetAt < query.From) && !(a.OnsetAt >= query.To))
                .OrderBy(a => a.Cursor).ToArray();
            var items = rows.Take(query.Limit).ToArray();
            var next = rows.Length > items.Length ? items[^1].Cursor!.Value.ToString(CultureInfo.InvariantCulture) : null;
            return Task.FromResult(new Page<AlarmRecord>(items, next));
        }
    }

    public Task<IReadOnlyList<Hole>> GetHolesAsync(string patientId, CancellationToken cancel) => throw new NotSupportedException();

    public Task<PatientOpening?> OpenAsync(string patientId, int recentBeats, CancellationToken cancel) => throw new NotSupportedException();

    public bool TryWrite(PatientBatch batch, ICommitSink sink) => throw new NotSupportedException();

    public Task<long> GetAlarmCursorAsync(CancellationToken cancel) =>
        AlarmsUnreadable ? throw new HistoryUnavailableException("secret") : Task.FromResult(_cursor);

    public List<ThresholdChange> Thresholds { get; } = [];

    public Task<ThresholdChange> AddThresholdAsync(string modelSet, float? threshold, string by, CancellationToken cancel)
    {
        Thresholds.Insert(0, new ThresholdChange(modelSet, threshold, by, Start));
        return Task.FromResult(Thresholds[0]);
    }

    public Task<IReadOnlyList<ThresholdChange>> GetThresholdsAsync(string modelSet, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<ThresholdChange>>([.. Thresholds.Where(change => change.ModelSet == modelSet)]);

    public Task FlushAsync(CancellationToken cancel) => Task.CompletedTask;

    public async IAsyncEnumerable<(long Beat, ulong SampleHash)> ReadHashesAsync(
        string patientId, [EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask;
        yield break;
    }
}
