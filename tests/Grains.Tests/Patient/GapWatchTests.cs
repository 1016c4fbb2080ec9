using EcgStream.Grains.Patient;
using EcgStream.Grains.Tests.Support;
using EcgStream.Signal.Alarms;
using EcgStream.Signal.Sequencing;
using Microsoft.Extensions.Time.Testing;

namespace EcgStream.Grains.Tests.Patient;

public sealed class GapWatchTests
{
    private readonly FakeTimeProvider time = new();
    private readonly BeatSequencer sequencer = new();
    private readonly GapWatch gaps;

    public GapWatchTests() => gaps = new GapWatch(sequencer, new PatientOptions(), time);

    [Fact]
    public void Observe_GapForFiveSeconds_RaisesATechnicalAlarmOnce()
    {
        Receive(0, 4);
        time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Null(gaps.Observe(Beats.Start));
        Assert.Equal(TimeSpan.FromMilliseconds(100), gaps.UntilNextLook());

        time.Advance(TimeSpan.FromSeconds(0.1));

        var raised = gaps.Observe(Beats.Start)!.Value;
        Assert.Equal(
            ("signal-gap", AlarmKind.Technical, AlarmPriority.Medium, AlarmTransition.Raised, 1L, "signal gap: 3 beats missing for 5 s"),
            (raised.Rule, raised.Kind, raised.Priority, raised.Transition, raised.OnsetBeat, raised.Text));
        Assert.Null(gaps.Observe(Beats.Start));
    }

    [Fact]
    public void Observe_MissingBeatsTrickleIn_EndsTheOneAlarmWithTheLast()
    {
        Receive(0, 4);
        time.Advance(TimeSpan.FromSeconds(5));
        gaps.Observe(Beats.Start);

        Receive(1);
        Assert.Null(gaps.Observe(Beats.Start));
        Receive(3);
        Assert.Null(gaps.Observe(Beats.Start));
        Receive(2);

        var gone = gaps.Observe(Beats.Start)!.Value;
        Assert.Equal((AlarmTransition.ConditionGone, 1L), (gone.Transition, gone.OnsetBeat));
        Assert.True(gaps.IsQuiet);
    }

    [Fact]
    public void GiveUp_GapForThirtySeconds_MakesExactlyTheMissingBeatsAHole()
    {
        Receive(0, 3, 4, 6);
        time.Advance(TimeSpan.FromSeconds(29.9));
        gaps.Observe(Beats.Start);
        gaps.GiveUp();
        Assert.False(sequencer.TryTakeHole(out _));

        time.Advance(TimeSpan.FromSeconds(0.1));
        gaps.GiveUp();

        Assert.True(sequencer.TryTakeHole(out var first));
        Assert.Equal((1L, 2L, "not received within 30 s"), (first.FirstBeat, first.BeatCount, gaps.ReasonOf(first)));
        Assert.True(sequencer.TryTake(out _) && sequencer.TryTake(out _) && sequencer.TryTakeHole(out var second) && second.FirstBeat == 5);
    }

    [Fact]
    public void GiveUp_FirstLookComesTooLate_RaisesTheAlarmBeforeTheHole()
    {
        Receive(0, 2);
        time.Advance(TimeSpan.FromSeconds(40));
        gaps.GiveUp();
        Assert.False(sequencer.TryTakeHole(out _));

        Assert.Equal(AlarmTransition.Raised, gaps.Observe(Beats.Start)!.Value.Transition);
        Assert.Equal(TimeSpan.FromSeconds(1), gaps.UntilNextLook());
        gaps.GiveUp();

        Assert.True(sequencer.TryTakeHole(out var hole) && hole.FirstBeat == 1);
    }

    [Fact]
    public void GiveUp_YoungerGapBehind_IsLeftItsOwnTime()
    {
        Receive(0, 2);
        time.Advance(TimeSpan.FromSeconds(20));
        Receive(4);
        time.Advance(TimeSpan.FromSeconds(10));
        gaps.Observe(Beats.Start);

        gaps.GiveUp();

        Assert.True(sequencer.TryTakeHole(out var hole) && hole.FirstBeat == 1 && sequencer.TryTake(out _));
        Assert.False(sequencer.TryTakeHole(out _));
        Assert.Equal(TimeSpan.FromSeconds(1), gaps.UntilNextLook());
    }

    [Fact]
    public void ReasonOf_DeclaredLoss_SaysSo()
    {
        sequencer.DeclareLost(0, 2);
        Assert.True(sequencer.TryTakeHole(out var hole));
        Assert.Equal("declared lost by the producer", gaps.ReasonOf(hole));
    }

    [Fact]
    public void Observe_AlarmOfAnEarlierActivation_EndsOnceItsBeatIsPassed()
    {
        var resumed = new GapWatch(sequencer, new PatientOptions(), time, onset: 1);
        Receive(0);
        Assert.Null(resumed.Observe(Beats.Start));
        Receive(1);
        Assert.Equal(AlarmTransition.ConditionGone, resumed.Observe(Beats.Start)!.Value.Transition);
    }

    /// <summary>Receives whole beats and takes those that are next.</summary>
    private void Receive(params long[] beats)
    {
        foreach (var beat in beats)
        {
            var chunk = Beats.Chunk("p", beat);
            sequencer.Accept(chunk.FirstSample, chunk.StartTime, chunk.RrMs, chunk.Samples, time.GetTimestamp());
        }

        while (sequencer.TryTake(out _)) { }
    }
}
