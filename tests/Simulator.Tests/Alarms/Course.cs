using EcgStream.Signal.Alarms;
using EcgStream.Signal.Beats;
using EcgStream.Simulator.Beats;
using EcgStream.Simulator.Ward;

namespace EcgStream.Simulator.Tests.Alarms;

/// <summary>Simulated minutes of one patient, judged by a stand-in for the models and watched by the alarm rules.</summary>
internal sealed class Course
{
    private static readonly DateTimeOffset Admission = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly BeatPool Source = BeatGenerator.Embedded().Pool(beatsPerClass: 16, seed: 1);

    private readonly List<ScenarioBeat> truths = [];
    private readonly List<DateTimeOffset> starts = [];
    private readonly List<bool> shaped = [];
    private readonly List<AlarmChange> changes = [];

    /// <param name="judge">From truth and the beat's number to the verdict; null judges every beat as what it is.</param>
    internal Course(IScenario scenario, ulong seed, int patient, TimeSpan duration, Func<ScenarioBeat, long, Verdict>? judge = null)
    {
        var rules = AlarmRules.Default();
        var at = Admission;
        for (var beat = 0L; at - Admission < duration; beat++)
        {
            var truth = scenario.At(seed, patient, beat);
            var changed = judge is null ? ChangeOf(scenario, truth, seed, patient, beat) : 0;
            truths.Add(truth);
            starts.Add(at);
            shaped.Add(changed > Truthful.Threshold);
            var verdict = judge?.Invoke(truth, beat) ?? Truthful.Judge(truth.Class, changed);
            rules.Observe(new JudgedBeat(beat, at, truth.RrMs, 0, verdict, default), changes);
            at = at.AddMilliseconds(truth.RrMs);
        }
    }

    /// <summary>Every class as a letter: N, V (PVC), R (R-on-T PVC), S, Q.</summary>
    internal string Strip => string.Concat(truths.Select(truth => "?NRVSQ"[(int)truth.Class]));

    /// <summary>Ventricular beats as V, all others as N.</summary>
    internal string Ventricular => string.Concat(truths.Select(truth => truth.Class.IsVentricular() ? 'V' : 'N'));

    internal IReadOnlyList<ScenarioBeat> Truths => truths;
    internal IReadOnlyList<DateTimeOffset> Starts => starts;

    /// <summary>Whether the scenario changed a beat's samples beyond the autoencoder's threshold.</summary>
    internal IReadOnlyList<bool> Shaped => shaped;

    internal IReadOnlyList<AlarmChange> Changes => changes;

    /// <summary>Each alarm as it was when it first had its highest priority.</summary>
    internal IEnumerable<AlarmChange> Alarms => changes
        .GroupBy(change => (change.Rule, change.OnsetBeat))
        .Select(alarm => alarm.Where(change => change.Priority == alarm.Max(one => one.Priority)).MinBy(change => change.At));

    /// <summary>Mean absolute change, as a reconstruction error of an autoencoder that knows the beat as drawn.</summary>
    private static float ChangeOf(IScenario scenario, ScenarioBeat truth, ulong seed, int patient, long beat)
    {
        var drawn = Source.Draw(truth.Class, (ulong)beat);
        var arriving = scenario.Shape(drawn, seed, patient, beat);
        return ReferenceEquals(drawn, arriving) ? 0 : drawn.Zip(arriving, (before, after) => Math.Abs(after - before)).Average();
    }
}
