using EcgStream.Signal.Alarms;
using EcgStream.Signal.Beats;

namespace EcgStream.Signal.Tests.Alarms;

public sealed class AlarmRulesTests
{
    [Fact]
    public void Active_FollowsTheRun()
    {
        var rules = AlarmRules.Default();
        var changes = new List<AlarmChange>();
        foreach (var beat in Judged.Strip("NVVV")) rules.Observe(beat, changes);
        Assert.Equal([AlarmPriority.Medium], rules.Active.Select(a => a.Priority));

        foreach (var beat in Judged.Strip("VV", firstBeat: 4)) rules.Observe(beat, changes);
        Assert.Equal("VT 5 beats at 120/min", Assert.Single(rules.Active).Text);

        foreach (var beat in Judged.Strip("N", rrMs: 750, firstBeat: 6)) rules.Observe(beat, changes);
        Assert.Empty(rules.Active);
        Assert.Equal(3, changes.Count);
    }

    [Fact]
    public void Replay_AnyCut_GoesOnAsIfNothingHadHappened()
    {
        const string strip = "NVVNVVVVVVVVVVVVNNVVV_VVVVVVNVVN";
        var expected = Observe(AlarmRules.Default(), Judged.Strip(strip));

        for (var cut = 0; cut <= strip.Length; cut++)
        for (var kept = 1; kept <= 16; kept *= 4)
        {
            var (before, behind) = (Judged.Strip(strip[..cut]).ToList(), Judged.Strip(strip).Where(b => b.Index >= cut));
            var first = AlarmRules.Default();
            var changes = Observe(first, before);

            var second = AlarmRules.Default();
            second.Replay(before.TakeLast(kept), first.Active);
            Assert.Equal(first.Active.Select(Identity), second.Active.Select(Identity));
            changes.AddRange(Observe(second, behind));

            // A run that is not an alarm yet (two beats) needs two beats to be remembered.
            if (kept >= 4) Assert.Equal(expected, changes);
        }
    }

    [Fact]
    public void Replay_RunLongerThanTheRecentBeats_KeepsItsOnset()
    {
        var before = Judged.Strip("N" + new string('V', 40)).ToList();
        var first = AlarmRules.Default();
        Observe(first, before);

        var second = AlarmRules.Default();
        second.Replay(before.TakeLast(8), first.Active);
        var gone = Assert.Single(Observe(second, Judged.Strip("N", rrMs: 750, firstBeat: 41)));

        Assert.Equal((AlarmTransition.ConditionGone, 1, "VT 40 beats at 120/min"), (gone.Transition, gone.OnsetBeat, gone.Text));
        Assert.Empty(second.Active);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public void Replay_OpenAlarmOfALongWindow_GoesOnAndEndsOnce(int afterRaise)
    {
        // PVC rate looks back two minutes, the replay less: the alarm is neither lost nor doubled nor left open for ever.
        var before = Judged.Strip(string.Concat(Enumerable.Repeat("NNNV", 21)) + "N", 1000).ToList();
        before.AddRange(Judged.Strip(string.Concat(Enumerable.Repeat("NNNV", afterRaise / 4)), 1000, firstBeat: before.Count));
        var first = AlarmRules.Default();
        var raised = Assert.Single(Observe(first, before));

        var second = AlarmRules.Default();
        second.Replay(before.TakeLast(64), first.Active);
        Assert.Equal(Identity(raised), Identity(Assert.Single(second.Active)));

        var gone = Assert.Single(Observe(second, Judged.Strip(new string('N', 300), 1000, firstBeat: before.Count)));
        Assert.Equal((AlarmTransition.ConditionGone, raised.OnsetBeat), (gone.Transition, gone.OnsetBeat));
        Assert.Empty(second.Active);
    }

    [Fact]
    public void Replay_AlarmThatEscalatesAfterIt_SaysWhatItWouldHaveSaid()
    {
        // 10.5/min to begin with, so again at 21; the limit alone would say 20.
        var strip = string.Concat(Enumerable.Repeat("NNNNV", 60).Concat(Enumerable.Repeat("NNNVV", 24)));
        var beats = Judged.Strip(strip + "N", 1000).ToList();
        var expected = Observe(AlarmRules.Default(), beats);
        Assert.Equal(["PVC 10.5/min > 10/min over 2 min", "PVC 21/min > 10/min over 2 min"], expected.Where(change => change.Rule == PvcRate.RuleName).Select(change => change.Text));

        for (var cut = 1; cut <= beats.Count; cut++)
        {
            var first = AlarmRules.Default();
            var changes = Observe(first, beats.Take(cut));
            var second = AlarmRules.Default();
            second.Replay(beats.Take(cut).TakeLast(200), first.Active);
            changes.AddRange(Observe(second, beats.Skip(cut)));
            Assert.Equal(expected, changes);
        }
    }

    [Theory]
    [InlineData("NNRNNNNNRNNNNNNNNRNNNN")]
    [InlineData("NNVNVNVNVNVNVNNNVNVNVNVNNNNNNNNNNN")]
    public void Replay_FromAnyBeat_KeepsTheAlarmsThatArePresent(string strip)
    {
        var beats = Judged.Premature(strip).ToList();
        for (var cut = 1; cut <= beats.Count; cut++)
        for (var kept = 1; kept <= cut; kept++)
        {
            var first = AlarmRules.Default();
            Observe(first, beats.Take(cut));
            var second = AlarmRules.Default();
            second.Replay(beats.Take(cut).TakeLast(kept), first.Active);
            Assert.Equal(first.Active.Select(Identity), second.Active.Select(Identity));
        }
    }

    [Fact]
    public void Replay_AlarmOfAnotherRule_IsPassedOver()
    {
        var rules = AlarmRules.Default();
        var other = new AlarmChange("gap", AlarmKind.Technical, AlarmPriority.Low, AlarmTransition.Raised, 0, default, default, "gap");
        rules.Replay(Judged.Strip("NNN", firstBeat: 5), [other]);
        Assert.Empty(rules.Active);
    }

    private static (string, long, AlarmPriority) Identity(AlarmChange change) => (change.Rule, change.OnsetBeat, change.Priority);

    private static List<AlarmChange> Observe(AlarmRules rules, IEnumerable<JudgedBeat> beats)
    {
        var changes = new List<AlarmChange>();
        foreach (var beat in beats) rules.Observe(beat, changes);
        return changes;
    }
}
