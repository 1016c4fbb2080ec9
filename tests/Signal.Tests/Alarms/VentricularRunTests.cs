using EcgStream.Signal.Alarms;

namespace EcgStream.Signal.Tests.Alarms;

public sealed class VentricularRunTests
{
    [Theory]
    [InlineData("NNNN", "")]
    [InlineData("NVNRN", "")]
    [InlineData("NVSVQVN", "")]
    [InlineData("VV", "")] // a third may follow
    [InlineData("NVRN", "Event Raised @1 'ventricular couplet at 120/min'; Event ConditionGone @1 'ventricular couplet at 120/min'")]
    [InlineData("NVVVN", "Medium Raised @1 'ventricular run 3 beats at 120/min'; Medium ConditionGone @1 'ventricular run 3 beats at 120/min'")]
    [InlineData("VRVV?", "Medium Raised @0 'ventricular run 3 beats at 120/min'; Medium ConditionGone @0 'ventricular run 4 beats at 120/min'")]
    [InlineData("VVVRVVVN", "Medium Raised @0 'ventricular run 3 beats at 120/min'; High Escalated @0 'VT 5 beats at 120/min'; High ConditionGone @0 'VT 7 beats at 120/min'")]
    [InlineData("VVVV_VVVV", "Medium Raised @0 'ventricular run 3 beats at 120/min'; Medium ConditionGone @0 'ventricular run 4 beats at 120/min'; Medium Raised @5 'ventricular run 3 beats at 120/min'")]
    public void Observe_Strip_EmitsChanges(string strip, string expected) =>
        Assert.Equal(expected, Run(strip, rrMs: 500));

    [Theory]
    [InlineData("VVNVVV", 400, "ventricular run 4 beats at 150/min; VT 5 beats at 150/min")]
    [InlineData("VVVSVVVV", 400, "ventricular run 3 beats at 150/min; VT 5 beats at 150/min")]
    [InlineData("VVVVNVVVVVV", 400, "ventricular run 3 beats at 150/min; VT 6 beats at 150/min; VT 10 beats at 150/min")]
    [InlineData("VVNVNVV", 400, "ventricular run 4 beats at 150/min; ventricular run 4 beats at 150/min")] // one, not every other one
    [InlineData("VNVVNN", 400, "ventricular couplet at 150/min; ventricular couplet at 150/min")]
    [InlineData("VVNNVV", 400, "ventricular couplet at 150/min; ventricular couplet at 150/min")]
    [InlineData("VV?VVV", 400, "ventricular couplet at 150/min; ventricular couplet at 150/min; ventricular run 3 beats at 150/min")]
    [InlineData("VVNVVV", 650, "ventricular couplet at 92/min; ventricular couplet at 92/min; ventricular run 3 beats at 92/min")] // too slow to tell
    public void Observe_OneMisjudgedBeatAsFastAsTheRun_BelongsToIt(string strip, double rrMs, string texts)
    {
        var rule = new VentricularRun();
        var changes = new List<AlarmChange>();
        foreach (var beat in Judged.Even(strip, rrMs)) rule.Observe(beat, changes);
        Assert.Equal(texts, string.Join("; ", changes.Select(change => change.Text)));
    }

    [Theory]
    [InlineData(600, "Medium Escalated @0 'ventricular run 5 beats at 100/min'")]
    [InlineData(599, "High Escalated @0 'VT 5 beats at 100/min'")]
    public void Observe_FiveAtTheLimit_IsTachycardiaOnlyAboveIt(double rrMs, string last) =>
        Assert.EndsWith("; " + last, Run("VVVVV", rrMs));

    [Fact]
    public void Observe_LongRun_EscalatesAtFiveTenTwentyFifty()
    {
        var changes = Changes(new string('V', 120), 400);
        Assert.Equal(
            ["ventricular run 3 beats at 150/min", "VT 5 beats at 150/min", "VT 10 beats at 150/min",
             "VT 20 beats at 150/min", "VT 50 beats at 150/min", "VT 100 beats at 150/min"],
            changes.Select(c => c.Text));
        Assert.All(changes, c => Assert.Equal((VentricularRun.RuleName, 0, AlarmKind.Physiological), (c.Rule, c.OnsetBeat, c.Kind)));
    }

    [Fact]
    public void Observe_SlowRunThatGetsFast_EscalatesWhenTheMeanQualifies()
    {
        var rule = new VentricularRun();
        var changes = new List<AlarmChange>();
        for (var i = 0; i < 5; i++) rule.Observe(Judged.Beat(i, Signal.Beats.BeatClass.Pvc, 650), changes);
        Assert.Equal(AlarmPriority.Medium, changes[^1].Priority);
        for (var i = 5; i < 9; i++) rule.Observe(Judged.Beat(i, Signal.Beats.BeatClass.Pvc, 500), changes);
        // 5 × 650 + 3 × 500 ms over 8 beats: 101/min
        Assert.Equal((AlarmPriority.High, "VT 8 beats at 101/min"), (changes[^1].Priority, changes[^1].Text));
    }

    [Fact]
    public void Observe_TachycardiaThatSlowsDown_StaysHigh()
    {
        var rule = new VentricularRun();
        var changes = new List<AlarmChange>();
        for (var i = 0; i < 5; i++) rule.Observe(Judged.Beat(i, Signal.Beats.BeatClass.Pvc, 400), changes);
        for (var i = 5; i < 20; i++) rule.Observe(Judged.Beat(i, Signal.Beats.BeatClass.Pvc, 1200), changes);
        Assert.Equal((AlarmPriority.High, "VT 20 beats at 60/min"), (changes[^1].Priority, changes[^1].Text));
    }

    [Fact]
    public void Observe_Limit_IsThePatients()
    {
        var rule = new VentricularRun(rateHigh: 130);
        var changes = new List<AlarmChange>();
        foreach (var beat in Judged.Strip("VVVVV", 500)) rule.Observe(beat, changes);
        Assert.Equal(AlarmPriority.Medium, changes[^1].Priority);
    }

    [Fact]
    public void Observe_Times_AreOnsetStartAndEndOfTheCausingBeat()
    {
        var raised = Changes("NNVVV", 500)[0];
        Assert.Equal(Judged.Origin.AddMilliseconds(1000), raised.OnsetAt);
        Assert.Equal(Judged.Origin.AddMilliseconds(2500), raised.At);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(double.NaN)]
    public void Constructor_SenselessLimit_Throws(double rate) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new VentricularRun(rate));

    private static List<AlarmChange> Changes(string strip, double rrMs)
    {
        var rule = new VentricularRun();
        var changes = new List<AlarmChange>();
        foreach (var beat in Judged.Strip(strip, rrMs)) rule.Observe(beat, changes);
        return changes;
    }

    private static string Run(string strip, double rrMs) => string.Join("; ",
        Changes(strip, rrMs).Select(c => $"{c.Priority} {c.Transition} @{c.OnsetBeat} '{c.Text}'"));
}
