using EcgStream.Signal.Beats;
using EcgStream.Simulator.Beats;
using EcgStream.Simulator.Ward;

namespace EcgStream.Simulator.Tests.Ward;

public sealed class WardPlanTests
{
    private static readonly BeatPool Source = BeatGenerator.Embedded().Pool(beatsPerClass: 16, seed: 1);

    [Fact]
    public void BeatAt_AskedAgain_IsTheSameBeat()
    {
        var (truth, samples) = new WardPlan(50, 7, Source).BeatAt(3, 1_000);
        var (truthAgain, samplesAgain) = new WardPlan(50, 7, Source).BeatAt(3, 1_000);

        Assert.Equal(truth, truthAgain);
        Assert.Equal(samples, samplesAgain);
    }

    [Fact]
    public void ScenarioOf_StandardWard_IsNinetyEightTwoPercent()
    {
        var plan = new WardPlan(1_000, 1, Source);
        var counts = Enumerable.Range(0, 1_000).GroupBy(i => plan.ScenarioOf(i).Name).ToDictionary(g => g.Key, g => g.Count());

        Assert.Equal((900, 80), (counts["healthy"], counts["ectopic"]));
        Assert.Equal(
            ["bigeminy", "bradycardia", "frequent-pvcs", "pvc-bursts", "r-on-t", "tachycardia", "ventricular-tachycardia"],
            counts.Keys.Except(["healthy", "ectopic"]).Order());
        Assert.Equal(20, counts.Values.Sum() - 980);
        Assert.Equal("ventricular-tachycardia", plan.ScenarioOf(2).Name);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void ScenarioOf_SmallWard_HasAnAlarmPatient(int patients)
    {
        var plan = new WardPlan(patients, 1, Source);
        Assert.Contains(Enumerable.Range(0, patients), i => plan.ScenarioOf(i) is VentricularTachycardiaScenario);
    }

    [Fact]
    public void At_EctopicPatient_NeverHasTwoVentricularBeatsInARow()
    {
        var scenario = new EctopicScenario();
        var classes = Enumerable.Range(0, 5_000).Select(n => scenario.At(1, 7, n).Class).ToList();

        Assert.DoesNotContain(classes.Zip(classes.Skip(1)), pair => pair is (BeatClass.Pvc, BeatClass.Pvc));
        Assert.InRange(classes.Count(beatClass => beatClass == BeatClass.Pvc) / 5_000.0, 0.03, 0.06);
    }

    [Fact]
    public void At_TachycardiaPatient_HasOneRunOfEightInEveryPeriod()
    {
        var scenario = new VentricularTachycardiaScenario();
        for (var period = 0; period < 100; period++)
        {
            var run = Enumerable.Range(period * 48, 48).Where(n => scenario.At(1, 2, n).Class.IsVentricular()).ToList();
            Assert.Equal(8, run.Count);
            Assert.Equal(7, run[^1] - run[0]);
        }
    }

    [Fact]
    public void At_EveryScenario_KeepsRrWithinWhatIsAccepted()
    {
        foreach (var scenario in Scenarios.All)
            for (var patient = 0; patient < 50; patient++)
                for (var n = 0; n < 500; n++)
                    Assert.InRange(scenario.At(1, patient, n).RrMs, 300, 2_000);
    }

    [Fact]
    public void BeatAt_OneScenarioForAll_IsEverybodys()
    {
        var plan = new WardPlan(50, 1, Source, Scenarios.Find("bradycardia"));
        Assert.All(Enumerable.Range(0, 50), patient => Assert.Equal("bradycardia", plan.ScenarioOf(patient).Name));
    }

    [Theory]
    [InlineData("noise")]
    [InlineData("amplitude-drift")]
    public void BeatAt_ScenarioThatShapesSamples_LeavesTheSourceAloneAndStaysFinite(string name)
    {
        var plan = new WardPlan(1, 1, Source, Scenarios.Find(name));
        var before = Hashes();
        for (var n = 0; n < 200; n++)
        {
            var samples = plan.BeatAt(0, n).Samples;
            Assert.Equal(BeatFrame.SampleCount, samples.Length);
            Assert.All(samples, sample => Assert.InRange(sample, -20, 20));
            Assert.Equal(samples, plan.BeatAt(0, n).Samples);
        }
        Assert.Equal(before, Hashes());

        static List<ulong> Hashes() => [.. Enumerable.Range(0, 16).Select(n => SampleHash.Of(Source.Draw(BeatClass.Normal, (ulong)n)))];
    }
}
