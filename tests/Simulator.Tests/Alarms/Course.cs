using EcgStream.Signal.Alarms;
using EcgStream.Signal.Beats;
using EcgStream.Signal.Quality;
using EcgStream.Simulator.Beats;
using EcgStream.Simulator.Ward;

namespace EcgStream.Simulator.Tests.Alarms;

/// <summary>Simulated minutes of one patient, judged by a fake of the models and watched by the alarm rules.</summary>
internal sealed class Course
{
    private static readonly DateTimeOffset Admission = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly BeatPool Source = BeatGenerator.Embedded().Pool(beatsPerClass: 16, seed: 1);

    private readonly List<ScenarioBeat> truths = [];
    private readonly List<DateTimeOffset> starts = [];
    private readonly List<bool> shaped = [];
    private readonly List<bool> poor = [];
    private readonly List<AlarmChange> changes = [];

    /// <param name="judge">From truth and the beat's number to the verdict; null judges every beat as what it is.</param>
    internal Course(IScenario scenario, ulong seed, int patient, TimeSpan duration, Func<ScenarioBeat, long, Verdict>? judge = null)
    {
        var rules = AlarmRules.Default();
        var at = Admission;
        for (var beat = 0L; at - Admission < duration; beat++)
        {
            var truth = scenario.At(seed, patient, beat);
            if (truth.SilenceMs > 0) Pass(truth, beat, at);
            at = at.AddMilliseconds(truth.SilenceMs);
            var (changed, quality) = judge is null ? ChangeOf(scenario, truth, seed, patient, beat) : default;
            truths.Add(truth);
            starts.Add(at);
            shaped.Add(changed > Truthful.Threshold);
            poor.Add(quality != SignalQuality.Good);
            var verdict = judge?.Invoke(truth, beat) ?? Truthful.Judge(truth.Class, changed);
            rules.Observe(new JudgedBeat(beat, at, truth.RrMs, 0, verdict, default) { Quality = quality }, changes);
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

    /// <summary>Whether a beat's samples are noisy, clipped or flat.</summary>
    internal IReadOnlyList<bool> Poor => poor;

    /// <summary>Where what a beat stands for begins: at its start, or with the silence before it.</summary>
    internal DateTimeOffset OnsetOf(int beat) => starts[beat].AddMilliseconds(-truths[beat].SilenceMs);

    internal IReadOnlyList<AlarmChange> Changes => changes;

    /// <summary>Each alarm as it was when it first had its highest priority.</summary>
    internal IEnumerable<AlarmChange> Alarms => changes
        .GroupBy(change => (change.Rule, change.OnsetBeat))
        .Select(alarm => alarm.Where(change => change.Priority == alarm.Max(one => one.Priority)).MinBy(change => change.At));

    /// <summary>A silence, as a producer and the server's clock tell it: a status every 2 s, at once for a lead; a look every second.</summary>
    private void Pass(ScenarioBeat truth, long beat, DateTimeOffset since)
    {
        var (condition, period, first) = truth.Silence switch
        {
            Silence.NoBeat => (LastingCondition.Asystole(), 2, 2),
            Silence.LeadOff => (LastingCondition.LeadOff(), 2, 0),
            _ => (LastingCondition.SignalLost(TimeSpan.FromSeconds(10)), 1, 1),
        };
        for (var seconds = first; 1_000 * seconds < truth.SilenceMs; seconds += period)
            if (condition.Observe(TimeSpan.FromSeconds(seconds), beat, since) is { } change) changes.Add(change);
        if (condition.End(since.AddMilliseconds(truth.SilenceMs)) is { } gone) changes.Add(gone);
    }

    /// <summary>Mean absolute change, as a reconstruction error of an autoencoder that knows the beat as drawn.</summary>
    private static (float Change, SignalQuality Quality) ChangeOf(IScenario scenario, ScenarioBeat truth, ulong seed, int patient, long beat)
    {
        var drawn = Source.Draw(truth.Class, (ulong)beat);
        var arriving = scenario.Shape(drawn, seed, patient, beat);
        return ReferenceEquals(drawn, arriving)
            ? default
            : (drawn.Zip(arriving, (before, after) => Math.Abs(after - before)).Average(), SignalQualityCheck.Of(arriving));
    }
}
