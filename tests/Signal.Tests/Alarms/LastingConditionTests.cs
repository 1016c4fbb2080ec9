using EcgStream.Signal.Alarms;

namespace EcgStream.Signal.Tests.Alarms;

public sealed class LastingConditionTests
{
    private static readonly DateTimeOffset Onset = Judged.Origin;

    public static TheoryData<string, double, AlarmKind, AlarmPriority, string> Conditions => new()
    {
        { "asystole", 4, AlarmKind.Physiological, AlarmPriority.High, "asystole 4.0 s ≥ 4 s" },
        { "lead-off", 2, AlarmKind.Technical, AlarmPriority.Medium, "lead off 2.0 s ≥ 2 s" },
        { "signal-lost", 10, AlarmKind.Technical, AlarmPriority.Medium, "signal lost 10.0 s ≥ 10 s" },
        { "analysis-stopped", 5, AlarmKind.Technical, AlarmPriority.Medium, "analysis stopped 5.0 s ≥ 5 s" },
    };

    [Theory]
    [MemberData(nameof(Conditions))]
    public void Observe_LimitReached_RaisesWithTheMeasuredTime(string rule, double seconds, AlarmKind kind, AlarmPriority priority, string text)
    {
        var condition = Make(rule);
        Assert.Null(condition.Observe(TimeSpan.FromSeconds(seconds - 0.001), 7, Onset));

        var raised = condition.Observe(TimeSpan.FromSeconds(seconds), 7, Onset)!.Value;

        Assert.Equal(
            new AlarmChange(rule, kind, priority, AlarmTransition.Raised, 7, Onset, Onset.AddSeconds(seconds), text), raised);
    }

    [Fact]
    public void Observe_GoesOn_SaysSoEachTimeItHasDoubled()
    {
        var asystole = LastingCondition.Asystole();
        var said = Enumerable.Range(0, 40).Select(s => asystole.Observe(TimeSpan.FromSeconds(s), 7, Onset)).OfType<AlarmChange>().ToList();

        Assert.Equal(["asystole 4.0 s ≥ 4 s", "asystole 8.0 s ≥ 4 s", "asystole 16.0 s ≥ 4 s", "asystole 32.0 s ≥ 4 s"], said.Select(change => change.Text));
        Assert.Equal([AlarmTransition.Raised, AlarmTransition.Escalated], said.Take(2).Select(change => change.Transition));
        Assert.All(said, change => Assert.Equal((7, Onset), (change.OnsetBeat, change.OnsetAt)));
    }

    [Fact]
    public void Observe_FirstSeenLate_SaysItOnceWithTheTrueTime()
    {
        var asystole = LastingCondition.Asystole();
        Assert.Equal("asystole 20.0 s ≥ 4 s", asystole.Observe(TimeSpan.FromSeconds(20), 7, Onset)!.Value.Text);
        Assert.Null(asystole.Observe(TimeSpan.FromSeconds(31), 7, Onset));
    }

    [Fact]
    public void End_Present_IsGoneOnceAndMayComeAgain()
    {
        var asystole = LastingCondition.Asystole();
        Assert.Null(asystole.End(Onset));
        asystole.Observe(TimeSpan.FromSeconds(4), 7, Onset);

        var gone = asystole.End(Onset.AddSeconds(6))!.Value;

        Assert.Equal((AlarmTransition.ConditionGone, 7, Onset.AddSeconds(6)), (gone.Transition, gone.OnsetBeat, gone.At));
        Assert.Null(asystole.End(Onset));
        Assert.Equal(AlarmTransition.Raised, asystole.Observe(TimeSpan.FromSeconds(4), 9, Onset)!.Value.Transition);
    }

    [Fact]
    public void Resume_AlarmOfAnEarlierActivation_EndsItAndRaisesNoOther()
    {
        var raised = LastingCondition.Asystole().Observe(TimeSpan.FromSeconds(4), 7, Onset)!.Value;
        var resumed = LastingCondition.Asystole();
        resumed.Resume(raised);

        Assert.Null(resumed.Observe(TimeSpan.FromSeconds(50), 7, Onset));
        Assert.Equal(7, resumed.End(Onset)!.Value.OnsetBeat);
    }

    private static LastingCondition Make(string rule) => rule switch
    {
        "asystole" => LastingCondition.Asystole(),
        "lead-off" => LastingCondition.LeadOff(),
        "signal-lost" => LastingCondition.SignalLost(TimeSpan.FromSeconds(10)),
        _ => LastingCondition.AnalysisStopped(TimeSpan.FromSeconds(5)),
    };
}
