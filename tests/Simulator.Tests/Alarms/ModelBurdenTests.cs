using System.Globalization;
using System.Text;
using EcgStream.Signal.Alarms;
using EcgStream.Simulator.Ward;

namespace EcgStream.Simulator.Tests.Alarms;

/// <summary>How often alarms sound with the shipped models in the path.</summary>
public sealed class ModelBurdenTests : IDisposable
{
    private readonly ShippedModels _models = new();

    public void Dispose() => _models.Dispose();

    [Fact]
    public void HundredHealthyPatients_OneHourOfTheShippedModels_AtMostFourAlarmsSound()
    {
        var plan = new WardPlan(100, 1, _models.Source, new HealthyScenario());
        var sounding = Courses(plan, TimeSpan.FromHours(1)).SelectMany(course => course.Sounding).Select(one => one.Alarm).ToList();
        Assert.True(sounding.Count <= 4, string.Join("\n", sounding.Select(alarm => $"{alarm.Rule}: {alarm.Text}")));
    }

    [Fact]
    public void VentricularTachycardia_ThroughTheShippedModels_IsToldAsSuchInTime()
    {
        var plan = new WardPlan(40, 1, _models.Source, new VentricularTachycardiaScenario());
        var courses = Courses(plan, TimeSpan.FromMinutes(20));
        var (due, missed) = (courses.Sum(course => course.Due.Count(alarm => alarm.Priority == AlarmPriority.High)), courses.Sum(course => course.Missed(AlarmPriority.High).Count()));
        Assert.True(due > 500 && missed <= due / 50, $"{missed} of {due} runs of VT are not told as VT within 10 s.");
    }

    /// <summary>The scenarios that beats tell of; silences pass no model.</summary>
    [Fact]
    public void Scenarios_ThroughTheShippedModels_AreToldInTimeAndFewOthersSound()
    {
        var table = new StringBuilder("| scenario | alarm | priority | onsets | raised within 10 s | delay, mean / longest | other alarms that sounded |\n|---|---|---|---:|---:|---|---|\n");
        foreach (var scenario in Scenarios.All)
        {
            if (scenario is AsystoleScenario or LeadOffScenario or SignalLostScenario) continue;
            var expected = ScenarioAlarm.All.Single(one => one.Scenario == scenario.Name);
            var courses = Courses(new WardPlan(40, 1, _models.Source, scenario), TimeSpan.FromMinutes(20));
            var delays = courses.SelectMany((course, patient) => DelaysFromOnset(expected, scenario, patient, course)).ToList();
            var told = delays.OfType<TimeSpan>().Select(delay => delay.TotalSeconds).ToList();
            var others = courses.SelectMany(course => course.Sounding).Where(one => !one.IsTrue).Select(one => one.Alarm)
                .GroupBy(alarm => alarm.Rule).OrderByDescending(rule => rule.Count()).Select(rule => $"{rule.Count()} `{rule.Key}`").ToList();
            table.Append(CultureInfo.InvariantCulture, $"| `{scenario.Name}` | ")
                .Append(expected.Rule is null ? "none | | | | " : string.Create(CultureInfo.InvariantCulture,
                    $"`{expected.Rule}` | {expected.Priority.ToString().ToLowerInvariant()} | {delays.Count} | {told.Count} | {told.DefaultIfEmpty().Average():F1} s / {told.DefaultIfEmpty().Max():F1} s "))
                .Append(CultureInfo.InvariantCulture, $"| {(others.Count == 0 ? "none" : string.Join(", ", others))} |\n");
            var share = expected.Priority switch { AlarmPriority.High => 0.98, AlarmPriority.Event => 0.6, _ => 0.75 };
            Assert.True(told.Count >= share * delays.Count, table.ToString());
        }

        Documentation.Write("models", table.ToString());
    }

    /// <summary>Size by ECGSTREAM_ALARM_HOURS; the table in the documentation was written with 24.</summary>
    [Fact]
    public void StandardWard_SoundingAlarms_AreMostlyTrueAndFew()
    {
        var hours = double.Parse(Environment.GetEnvironmentVariable("ECGSTREAM_ALARM_HOURS") ?? "0.25", CultureInfo.InvariantCulture);
        var plan = new WardPlan(350, 1, _models.Source); // seven rooms: one patient in each of the ward's alarm scenarios
        var courses = Courses(plan, TimeSpan.FromHours(hours));
        var bedDays = plan.Patients * hours / 24;
        var sounding = courses.SelectMany(course => course.Sounding).ToList();

        var table = new StringBuilder(string.Create(CultureInfo.InvariantCulture,
            $"{plan.Patients} beds, {hours:0.##} simulated hours each, {courses.Sum(course => course.Beats):N0} beats of {_models.Source.Name}.\n\n"));
        table.Append("| rule | priority | true, a bed and day | false, a bed and day | due and not raised within 10 s |\n|---|---|---:|---:|---:|\n");
        foreach (var rule in sounding.Select(one => one.Alarm).Concat(courses.SelectMany(course => course.Due)).Where(alarm => alarm.Priority > AlarmPriority.Event)
            .Select(alarm => (alarm.Rule, alarm.Priority)).Distinct().OrderByDescending(rule => rule.Priority).ThenBy(rule => rule.Rule, StringComparer.Ordinal))
        {
            var own = sounding.Where(one => (one.Alarm.Rule, one.Alarm.Priority) == rule).ToList();
            var missed = courses.Sum(course => course.Missed(rule.Priority).Count(alarm => alarm.Rule == rule.Rule));
            var due = courses.Sum(course => course.Due.Count(alarm => (alarm.Rule, alarm.Priority) == rule));
            table.Append(CultureInfo.InvariantCulture,
                $"| `{rule.Rule}` | {rule.Priority.ToString().ToLowerInvariant()} | {own.Count(one => one.IsTrue) / bedDays:F2} | {own.Count(one => !one.IsTrue) / bedDays:F2} | {missed} of {due} |\n");
        }

        var wrong = sounding.Count(one => !one.IsTrue);
        table.Append(CultureInfo.InvariantCulture, $"| all | | {(sounding.Count - wrong) / bedDays:F2} | {wrong / bedDays:F2} | |\n");
        Documentation.Write("ward", table.ToString());
        Assert.True(wrong <= 0.1 * sounding.Count, table.ToString());
    }

    /// <summary>For each onset by the truth, how long it took until its alarm; null where that was more than 10 s.</summary>
    private static IEnumerable<TimeSpan?> DelaysFromOnset(ScenarioAlarm expected, IScenario scenario, int patient, ModelCourse course)
    {
        if (expected.Onsets is null) return [];
        var truth = new Course(scenario, 1, patient, TimeSpan.FromMinutes(20));
        return expected.Onsets(truth).Select(truth.OnsetOf)
            .Where(onset => truth.Starts[^1] - onset >= ModelCourse.Near)
            .Select(onset => course.Raised
                .Where(alarm => alarm.Rule == expected.Rule && alarm.Priority >= expected.Priority && alarm.At > onset && alarm.At - onset <= ModelCourse.Near)
                .Select(alarm => (TimeSpan?)(alarm.At - onset)).Min());
    }

    private List<ModelCourse> Courses(WardPlan plan, TimeSpan duration) => Enumerable.Range(0, plan.Patients).AsParallel().AsOrdered()
        .Select(patient => new ModelCourse(plan, patient, duration, _models)).ToList();
}
