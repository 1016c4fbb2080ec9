using EcgStream.Grains.Patient;
using EcgStream.Grains.Tests.Support;
using EcgStream.History.Writing;
using EcgStream.Signal.Alarms;

namespace EcgStream.Grains.Tests.Patient;

public sealed class RefusalWatchTests
{
    private readonly RefusalWatch refusals = new();

    [Fact]
    public void Observe_NothingRefused_IsSilent() => Assert.Null(refusals.Observe([], 1_000, Beats.Start));

    [Fact]
    public void Observe_RowsRefused_RaisesOneTechnicalAlarmUntilEnoughIsStored()
    {
        var raised = refusals.Observe([Row(17), Row(18)], 19, Beats.Start)!.Value;
        Assert.Equal(
            ("not-stored", AlarmKind.Technical, AlarmPriority.Medium, AlarmTransition.Raised, 17L, "not stored: beat 17 and 1 more"),
            (raised.Rule, raised.Kind, raised.Priority, raised.Transition, raised.OnsetBeat, raised.Text));
        Assert.Null(refusals.Observe([Row(25)], 26, Beats.Start));
        Assert.Null(refusals.Observe([], 25 + RefusalWatch.BeatsUntilOver, Beats.Start));

        var gone = refusals.Observe([], 26 + RefusalWatch.BeatsUntilOver, Beats.Start)!.Value;
        Assert.Equal((AlarmTransition.ConditionGone, 17L), (gone.Transition, gone.OnsetBeat));
        Assert.Null(refusals.Observe([], 1_000, Beats.Start));
    }

    [Fact]
    public void Observe_AlarmOfAnEarlierActivation_EndsOnceEnoughIsStored()
    {
        var resumed = new RefusalWatch(onset: 17);
        Assert.Null(resumed.Observe([], 20, Beats.Start));
        Assert.Equal(AlarmTransition.ConditionGone, resumed.Observe([], 38, Beats.Start)!.Value.Transition);
    }

    private static RefusedRow Row(long beat) => new($"beat {beat}", beat, "CHECK constraint failed");
}
