using EcgStream.Signal.Alarms;
using EcgStream.Signal.Beats;
using EcgStream.Simulator.Beats;
using EcgStream.Simulator.Ward;

namespace EcgStream.Simulator.Tests.Alarms;

/// <summary>
/// A patient's simulated hours through the shipped models and the rules, and through the rules with the true classes
/// beside it. An alarm is true when the rules raise the same from the truth, within 10 s of it.
/// </summary>
internal sealed class ModelCourse
{
    private static readonly DateTimeOffset Admission = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    /// <summary>EC13: an alarm within 10 s of onset.</summary>
    internal static readonly TimeSpan Near = TimeSpan.FromSeconds(10);

    internal ModelCourse(WardPlan plan, int patient, TimeSpan duration, ShippedModels models)
    {
        var scenario = plan.ScenarioOf(patient);
        var (rules, truthful) = (AlarmRules.Default(), AlarmRules.Default());
        var (raised, due) = (new List<AlarmChange>(), new List<AlarmChange>());
        var at = Admission;
        for (var beat = 0L; at - Admission < duration; beat++)
        {
            var (truth, samples) = plan.BeatAt(patient, beat);
            at = at.AddMilliseconds(truth.SilenceMs);
            var (verdict, quality) = models.Judge(samples, keep: scenario is not (NoiseScenario or ClippingScenario or FlatLineScenario or AmplitudeDriftScenario or ChangedFormScenario));
            var judged = new JudgedBeat(beat, at, truth.RrMs, 0, verdict, default) { Quality = quality };
            rules.Observe(judged, raised);
            truthful.Observe(judged with { Verdict = Truthful.Judge(truth.Class, ChangeOf(plan, truth, patient, beat, samples)) }, due);
            at = at.AddMilliseconds(truth.RrMs);
            Beats++;
        }

        (Raised, Due) = (Highest(raised), Highest(due));
    }

    internal long Beats { get; }

    /// <summary>Alarms from the models' verdicts, each as it first had its highest priority.</summary>
    internal IReadOnlyList<AlarmChange> Raised { get; }

    /// <summary>Alarms from the truth.</summary>
    internal IReadOnlyList<AlarmChange> Due { get; }

    /// <summary>Sounding alarms, each with whether it is true.</summary>
    internal IEnumerable<(AlarmChange Alarm, bool IsTrue)> Sounding => Raised
        .Where(alarm => alarm.Priority > AlarmPriority.Event)
        .Select(alarm => (alarm, Due.Any(due => due.Rule == alarm.Rule && due.Priority >= alarm.Priority && (due.At - alarm.At).Duration() <= Near)));

    /// <summary>Alarms that are due at a priority and are not raised at it within 10 s.</summary>
    internal IEnumerable<AlarmChange> Missed(AlarmPriority priority) => Due.Where(due => due.Priority == priority &&
        !Raised.Any(alarm => alarm.Rule == due.Rule && alarm.Priority >= priority && (due.At - alarm.At).Duration() <= Near));

    /// <summary>Mean absolute change of a beat by its scenario.</summary>
    private static float ChangeOf(WardPlan plan, ScenarioBeat truth, int patient, long beat, float[] arriving)
    {
        var drawn = plan.Source.Draw(truth.Class, Draws.Bits(plan.Seed, patient, beat, Rhythm.SamplesPurpose));
        return ReferenceEquals(drawn, arriving) ? 0 : drawn.Zip(arriving, (before, after) => Math.Abs(after - before)).Average();
    }

    private static List<AlarmChange> Highest(List<AlarmChange> changes) =>
    [
        .. changes.GroupBy(change => (change.Rule, change.OnsetBeat))
            .Select(alarm => alarm.Where(change => change.Priority == alarm.Max(one => one.Priority)).MinBy(change => change.At)),
    ];
}
