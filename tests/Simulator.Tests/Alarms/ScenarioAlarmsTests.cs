using System.Globalization;
using System.Text;
using EcgStream.Simulator.Ward;

namespace EcgStream.Simulator.Tests.Alarms;

/// <summary>Every scenario through its true classes and the rules: what is raised, how late, and that nothing else sounds.</summary>
public sealed class ScenarioAlarmsTests
{
    private const int Patients = 20;
    private static readonly TimeSpan Duration = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LatestDelay = TimeSpan.FromSeconds(10); // EC13

    public static TheoryData<string> Names => [.. Scenarios.All.Select(scenario => scenario.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Scenario_TenMinutesOfTwentyPatients_RaisesItsAlarmInTimeAndNoOther(string name)
    {
        var expected = Expected(name);
        foreach (var course in Courses(name))
        {
            foreach (var alarm in course.Alarms)
            {
                Assert.Equal((expected.Rule, expected.Priority), (alarm.Rule, alarm.Priority));
                Assert.Matches($"^{expected.Text}$", alarm.Text);
            }

            var delays = Delays(expected, course).ToList();
            Assert.True(expected.Rule is null || delays.Count > 0, "The scenario has no onset.");
            Assert.Equal(delays.Count, course.Alarms.Count()); // one for each onset
            Assert.All(delays, delay => Assert.InRange(delay, TimeSpan.Zero, LatestDelay));
        }
    }

    [Fact]
    public void Table_InTheDocumentation_IsWhatIsMeasured() => Documentation.Holds("scenarios", Table());

    private static string Table()
    {
        var table = new StringBuilder("| scenario | alarm | priority | text | delay, mean / longest | counted from |\n|---|---|---|---|---|---|\n");
        foreach (var scenario in Scenarios.All)
        {
            var (expected, courses) = (Expected(scenario.Name), Courses(scenario.Name).ToList());
            if (expected.Rule is null)
            {
                table.Append(CultureInfo.InvariantCulture, $"| `{scenario.Name}` | none | | | | |\n");
                continue;
            }

            var delays = courses.SelectMany(course => Delays(expected, course)).Select(delay => delay.TotalSeconds).ToList();
            table.Append(CultureInfo.InvariantCulture,
                $"| `{scenario.Name}` | `{expected.Rule}` | {expected.Priority.ToString().ToLowerInvariant()} | {courses[0].Alarms.First().Text} | {delays.Average():F1} s / {delays.Max():F1} s | {expected.Onset} |\n");
        }

        return table.ToString();
    }

    /// <summary>From each onset to its alarm; one that begins too near the end to be due is left out.</summary>
    private static IEnumerable<TimeSpan> Delays(ScenarioAlarm expected, Course course)
    {
        if (expected.Onsets is null) yield break;
        var ends = course.Starts[^1];
        foreach (var onset in expected.Onsets(course).Select(course.OnsetOf))
        {
            var alarm = course.Alarms.FirstOrDefault(alarm => alarm.At > onset);
            if (alarm.Rule is null && ends - onset < LatestDelay) continue;
            Assert.True(alarm.Rule is not null, $"{expected.Rule} is not raised for the onset at {onset:HH:mm:ss.f}.");
            yield return alarm.At - onset;
        }
    }

    private static ScenarioAlarm Expected(string name) => ScenarioAlarm.All.Single(expected => expected.Scenario == name);

    private static IEnumerable<Course> Courses(string name) =>
        Enumerable.Range(0, Patients).Select(patient => new Course(Scenarios.Find(name)!, 1, patient, Duration));
}
