using System.Globalization;
using System.Text;
using EcgStream.Signal.Alarms;
using EcgStream.Signal.Beats;
using EcgStream.Simulator.Ward;

namespace EcgStream.Simulator.Tests.Alarms;

/// <summary>How often each rule sounds by error or chance, and how that moves with its threshold.</summary>
public sealed class ThresholdTests
{
    private const int Patients = 100;
    private static readonly TimeSpan Duration = TimeSpan.FromHours(1);
    private static readonly DateTimeOffset Admission = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly (string Threshold, Func<IAlarmRule> Rule)[] Variants =
    [
        ("**3 in a row, 100/min**", () => new VentricularRun()),
        ("120/min", () => ExtremeRate.Tachycardia(120)), ("**140/min**", () => ExtremeRate.Tachycardia()),
        ("60/min", () => ExtremeRate.Bradycardia(60)), ("50/min", () => ExtremeRate.Bradycardia(50)), ("**40/min**", () => ExtremeRate.Bradycardia()),
        ("any RR interval", () => new RepeatedROnT(double.PositiveInfinity)), ("0.8 of sinus RR", () => new RepeatedROnT(0.8)),
        ("**0.6 of sinus RR**", () => new RepeatedROnT()),
        ("2 in step", () => new Bigeminy(2)), ("3 in step", () => new Bigeminy(3)), ("**4 in step**", () => new Bigeminy()),
        ("4/min", () => new PvcRate(4)), ("6/min", () => new PvcRate(6)), ("**10/min**", () => new PvcRate()),
        ("5 of 20", () => ManyOfTwenty.Anomaly(5)), ("7 of 20", () => ManyOfTwenty.Anomaly(7)), ("**10 of 20**", () => ManyOfTwenty.Anomaly()),
        ("5 of 20", () => ManyOfTwenty.Disagreement(5)), ("7 of 20", () => ManyOfTwenty.Disagreement(7)),
        ("**10 of 20**", () => ManyOfTwenty.Disagreement()),
    ];

    [Fact]
    public void Table_InTheDocumentation_IsWhatIsMeasured()
    {
        var (healthy, ectopic) = (Sounding(new HealthyScenario()), Sounding(new EctopicScenario()));
        var table = new StringBuilder("| rule | threshold (bold: in use) | healthy | ectopic |\n|---|---|---:|---:|\n");
        for (var i = 0; i < Variants.Length; i++)
            table.Append(CultureInfo.InvariantCulture, $"| `{Variants[i].Rule().Name}` | {Variants[i].Threshold} | {healthy[i]} | {ectopic[i]} |\n");
        Documentation.Holds("thresholds", table.ToString());
    }

    private static int[] Sounding(IScenario scenario) => Enumerable.Range(0, Patients).AsParallel()
        .Select(patient => Sounding(scenario, patient))
        .Aggregate(new int[Variants.Length], (sum, one) => [.. sum.Zip(one, (a, b) => a + b)]);

    private static int[] Sounding(IScenario scenario, int patient)
    {
        var rules = Variants.Select(variant => new AlarmRules(variant.Rule())).ToArray();
        var (counts, changes) = (new int[rules.Length], new List<AlarmChange>());
        var erring = new Erring(0.994, wrong: null, patient);
        var at = Admission;
        for (var beat = 0L; at - Admission < Duration; beat++)
        {
            var truth = scenario.At(1, patient, beat);
            var judged = new JudgedBeat(beat, at, truth.RrMs, 0, erring.Judge(truth, beat), default);
            for (var i = 0; i < rules.Length; i++)
            {
                rules[i].Observe(judged, changes);
                counts[i] += changes.Count(change => change is { Transition: AlarmTransition.Raised, Priority: > AlarmPriority.Event });
                changes.Clear();
            }

            at = at.AddMilliseconds(truth.RrMs);
        }

        return counts;
    }
}
