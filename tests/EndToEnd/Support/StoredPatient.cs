using EcgStream.Contracts.Alarms;
using EcgStream.Contracts.Patients;
using EcgStream.History;
using EcgStream.History.Postgres;
using EcgStream.History.Queries;
using EcgStream.Signal.Alarms;
using EcgStream.Signal.Beats;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace EcgStream.EndToEnd.Support;

/// <summary>What a history holds of one patient.</summary>
/// <param name="Beats">By index.</param>
/// <param name="Alarms">By rule and onset.</param>
internal sealed record StoredPatient(
    string PatientId, IReadOnlyList<JudgedBeat> Beats, IReadOnlyList<Hole> Holes, IReadOnlyList<AlarmRecord> Alarms)
{
    /// <summary>Reads a file that no server has open any more, or a database.</summary>
    internal static async Task<IReadOnlyList<StoredPatient>> ReadAllAsync(string database)
    {
        await using var history = Open(database);
        var patients = new List<StoredPatient>();
        foreach (var patient in await history.GetPatientsAsync(default))
        {
            var id = patient.PatientId;
            var alarms = await history.GetAlarmsAsync(new AlarmQuery(PatientId: id, Limit: 1_000), default);
            patients.Add(new(id, await BeatsAsync(history, id), await history.GetHolesAsync(id, default),
                [.. alarms.Items.OrderBy(alarm => alarm.Rule, StringComparer.Ordinal).ThenBy(alarm => alarm.OnsetBeat)]));
        }

        return patients;
    }

    /// <summary>How often each patient has been activated.</summary>
    internal static async Task<IReadOnlyDictionary<string, long>> EpochsAsync(string database)
    {
        await using var history = Open(database);
        return (await history.GetPatientsAsync(default)).ToDictionary(patient => patient.PatientId, patient => patient.Epoch);
    }

    /// <summary>How far each patient is: everything before this sample is stored.</summary>
    internal static async Task<IReadOnlyDictionary<string, long>> WatermarksAsync(string database)
    {
        await using var history = Open(database);
        return (await history.GetPatientsAsync(default)).ToDictionary(patient => patient.PatientId, patient => patient.Watermark);
    }

    /// <summary>What the rules say of the stored beats, had nobody ever killed anything.</summary>
    internal IEnumerable<(string Rule, long Onset, AlarmPriority Priority, string Text)> CalledFor()
    {
        var rules = AlarmRules.Default();
        var changes = new List<AlarmChange>();
        var alarms = new SortedDictionary<(string Rule, long Onset), (AlarmPriority Priority, string Text)>();
        foreach (var beat in Beats) rules.Observe(beat, changes);
        foreach (var change in changes.Where(change => change.Transition != AlarmTransition.ConditionGone))
        {
            var known = alarms.GetValueOrDefault((change.Rule, change.OnsetBeat));
            alarms[(change.Rule, change.OnsetBeat)] = (change.Priority > known.Priority ? change.Priority : known.Priority, change.Text);
        }

        return alarms.Select(alarm => (alarm.Key.Rule, alarm.Key.Onset, alarm.Value.Priority, alarm.Value.Text));
    }

    /// <summary>
    /// For how long the patient had no verdict that was wanted: the longest time from a moment, or from the beginning of a beat if
    /// that was later, to the beat's verdict, over all beats judged after that moment and begun before another.
    /// </summary>
    internal TimeSpan WithoutVerdict(DateTimeOffset from, DateTimeOffset until) => Beats
        .Where(beat => beat.Times.Inferred > from && beat.Start < until)
        .Select(beat => beat.Times.Inferred - (beat.Start > from ? beat.Start : from)).Max();

    /// <summary>How long after a moment the first verdict came, leaving out those up to another, later one.</summary>
    internal TimeSpan FirstVerdict(DateTimeOffset from, DateTimeOffset leavingOut) =>
        Beats.Where(beat => beat.Times.Inferred > leavingOut).Min(beat => beat.Times.Inferred) - from;

    /// <summary>Whether a beat ended in so much time before a moment.</summary>
    internal bool HasSentWithin(TimeSpan time, DateTimeOffset before) =>
        Beats.Any(beat => beat.Times.Due <= before && beat.Times.Due > before - time);

    private static StoredHistory Open(string database)
    {
        var options = Options.Create(new HistoryOptions { Database = database });
        return PostgresAddress.IsOne(database)
            ? new PostgresHistory(options, TimeProvider.System, NullLogger<PostgresHistory>.Instance)
            : new SqliteHistory(options, TimeProvider.System, NullLogger<SqliteHistory>.Instance);
    }

    private static async Task<IReadOnlyList<JudgedBeat>> BeatsAsync(StoredHistory history, string id)
    {
        var beats = new List<JudgedBeat>();
        Page<BeatRecord> page;
        do
        {
            page = await history.GetBeatsAsync(id, new BeatQuery(Before: beats.Count == 0 ? null : beats[^1].Index, Limit: 1_000), default);
            beats.AddRange(page.Items.Select(row => row.Beat));
        }
        while (page.Next is not null);
        beats.Reverse(); // pages come newest first
        return beats;
    }
}
