using EcgStream.Signal.Alarms;
using EcgStream.Signal.Beats;
using EcgStream.Simulator.Ward;

namespace EcgStream.Simulator.Tests.Alarms;

public sealed class AlarmBurdenTests
{
    private const int Patients = 100;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    // All errors towards a class that has alarms of its own is the worst case, not a measured one.
    [Theory]
    [InlineData(0.998, null)]
    [InlineData(0.994, null)]
    [InlineData(0.994, BeatClass.ROnTPvc)]
    [InlineData(0.994, BeatClass.Pvc)]
    public void HundredHealthyPatients_OneHourOfErringModels_AtMostFourAlarmsSound(double normalRecall, BeatClass? wrong)
    {
        var sounding = Sounding(new HealthyScenario(), normalRecall, wrong);
        Assert.True(sounding.Count <= 4, Describe(sounding));
    }

    [Fact]
    public void HundredEctopicPatients_OneHourOfErringModels_LessThanOneAlarmInFiveHoursEach()
    {
        var sounding = Sounding(new EctopicScenario(), 0.994, wrong: null);
        Assert.True(sounding.Count <= Patients / 5, Describe(sounding));
    }

    [Fact]
    public void HealthyPatients_ErrTooOftenForSingleBeatsToSound()
    {
        // Keeps the test above honest: it must be driven by errors in plenty.
        var wrong = 0;
        var erring = new Erring(0.994, null, patient: 0);
        for (var beat = 0; beat < 100_000; beat++)
            if (erring.Judge(new(BeatClass.Normal, 800), beat).Class != BeatClass.Normal) wrong++;
        Assert.InRange(wrong, 500, 700);
    }

    private static List<AlarmChange> Sounding(IScenario scenario, double normalRecall, BeatClass? wrong) =>
        Enumerable.Range(0, Patients).AsParallel().AsOrdered()
            .SelectMany(patient => new Course(scenario, 1, patient, Hour, new Erring(normalRecall, wrong, patient).Judge).Alarms)
            .Where(alarm => alarm.Priority > AlarmPriority.Event)
            .ToList();

    private static string Describe(List<AlarmChange> alarms) => $"{alarms.Count} alarms sounded:\n" + string.Join(
        "\n", alarms.GroupBy(alarm => (alarm.Rule, alarm.Priority)).Select(rule => $"{rule.Key}: {rule.Count()}, e.g. {rule.First().Text}"));
}
