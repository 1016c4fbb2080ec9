using System.Runtime.CompilerServices;
using EcgStream.Contracts.Alarms;
using EcgStream.History;
using EcgStream.History.Queries;
using EcgStream.Signal.Alarms;
using EcgStream.Signal.Beats;
using EcgStream.Simulator.Replay;
using EcgStream.Simulator.Scoring;
using EcgStream.Simulator.Ward;

namespace EcgStream.Bench.Live;

/// <summary>
/// Compares what was stored and pushed with what the seed says was sent. Stored beats by index and sample hash; alarms
/// with those that the pure rules raise over the stored verdicts; pushed verdicts of watched patients by index and hash.
/// </summary>
internal sealed class LiveAudit(IHistory history) : IStoredBeats
{
    /// <summary>Identity of each alarm that the rules raise, and when its cause's last sample was due.</summary>
    internal Dictionary<string, DateTimeOffset> Alarms { get; } = [];

    internal long Lost { get; private set; }

    internal long Duplicated { get; private set; }

    internal long StoredBeats { get; private set; }

    internal async Task CompareAsync(
        WardPlan plan, IReadOnlyList<SentBeats> sent, IReadOnlySet<string> watched, AlarmViewer viewer, CancellationToken cancel)
    {
        var stored = await RunAudit.CompareAsync(plan, sent, this, cancel);
        StoredBeats = stored.Stored;
        var pushed = viewer.Verdicts.GroupBy(verdict => verdict.PatientId).ToDictionary(patient => patient.Key, patient => patient.ToList());
        long unseen = 0, seenTwice = 0;
        foreach (var patient in sent.Where(patient => watched.Contains(patient.PatientId)))
        {
            var seen = pushed.GetValueOrDefault(patient.PatientId, []);
            var right = seen.Distinct().Count(verdict => verdict.Beat < patient.End && verdict.Hash == SampleHash.Of(plan.BeatAt(patient.Patient, verdict.Beat).Samples));
            unseen += patient.End - patient.First - right;
            seenTwice += seen.Count - seen.Distinct().Count();
        }

        // Gaps are told by the clock and not by the beats: what the rules know nothing of is no duplicate.
        var rules = Alarms.Keys.Select(RuleOf).ToHashSet();
        var arrived = viewer.Alarms.Where(alarm => rules.Contains(RuleOf(alarm.Id))).ToList();
        var unheard = Alarms.Keys.Except(arrived.Select(alarm => alarm.Id)).Count();
        var heardTwice = arrived.Where(alarm => alarm.Cursor is not null).GroupBy(alarm => (alarm.Id, alarm.Cursor)).Sum(same => same.Count() - 1)
            + arrived.Select(alarm => alarm.Id).Distinct().Except(Alarms.Keys).Count();
        Measuring.Report.Say($"  stored {stored.Stored} of {stored.Sent} beats, {stored.Duplicated} doubled; pushed verdicts of {watched.Count} watched patients: {unseen} missing, {seenTwice} doubled; " +
            $"alarms {Alarms.Count}: {unheard} not pushed, {heardTwice} pushed twice or for no reason; {viewer.Alarms.Count - arrived.Count} of the clock's own");
        Lost = stored.Lost + unseen + unheard;
        Duplicated = stored.Duplicated + seenTwice + heardTwice;
    }

    /// <summary>Reads a patient's beats for the comparison, and shows them to the rules on the way.</summary>
    public async IAsyncEnumerable<StoredBeat> ReadAsync(string patientId, long first, [EnumeratorCancellation] CancellationToken cancel)
    {
        var beats = new List<JudgedBeat>();
        long? before = null;
        do
        {
            var page = await history.GetBeatsAsync(patientId, new BeatQuery(Before: before, Limit: 1_000), cancel);
            beats.AddRange(page.Items.Select(row => row.Beat)); // newest first
            before = page.Next is null ? null : page.Items[^1].Beat.Index;
        }
        while (before is not null);

        beats.Reverse();
        Judge(patientId, beats);
        foreach (var beat in beats.Where(beat => beat.Index >= first)) yield return new(beat.Index, beat.SampleHash, beat.Verdict.Class);
    }

    private static string RuleOf(string alarmId) => alarmId.Split(':')[1];

    private void Judge(string patientId, List<JudgedBeat> beats)
    {
        var (rules, changes) = (AlarmRules.Default(), new List<AlarmChange>());
        foreach (var beat in beats) rules.Observe(beat, changes);
        foreach (var change in changes)
            if (change.Transition != AlarmTransition.ConditionGone) Alarms.TryAdd(AlarmRecord.IdOf(patientId, change.Rule, change.OnsetBeat), change.At);
    }
}
