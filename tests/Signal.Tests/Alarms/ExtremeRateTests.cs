using EcgStream.Signal.Alarms;
using EcgStream.Signal.Beats;

namespace EcgStream.Signal.Tests.Alarms;

public sealed class ExtremeRateTests
{
    private readonly List<AlarmChange> _changes = [];
    private long _beat;

    [Theory]
    [InlineData(428, 16, 0)]
    [InlineData(428, 17, 1)] // 140.2/min
    [InlineData(429, 60, 0)] // 139.9/min
    public void Tachycardia_Observe_NeedsSeventeenBeatsAboveTheLimit(double rrMs, int beats, int raised)
    {
        Feed(ExtremeRate.Tachycardia(), rrMs, beats);
        Assert.Equal(raised, _changes.Count);
    }

    [Theory]
    [InlineData(1501, 4, 0)]
    [InlineData(1501, 5, 1)]
    [InlineData(1500, 60, 0)] // 40/min is not below 40/min
    public void Bradycardia_Observe_NeedsFiveBeatsBelowTheLimit(double rrMs, int beats, int raised)
    {
        Feed(ExtremeRate.Bradycardia(), rrMs, beats);
        Assert.Equal(raised, _changes.Count);
    }

    [Fact]
    public void Observe_RateComesBack_IsRaisedOnceThenGone()
    {
        var rule = ExtremeRate.Bradycardia();
        Feed(rule, 1000, 10);
        Feed(rule, 2500, 20);
        Feed(rule, 800, 10);
        Assert.Equal([AlarmTransition.Raised, AlarmTransition.ConditionGone], _changes.Select(c => c.Transition));
        Assert.All(_changes, c => Assert.Equal(("extreme-bradycardia", AlarmPriority.High, 7), (c.Rule, c.Priority, c.OnsetBeat)));
        // 3 × 1000 + 2 × 2500 ms over five beats
        Assert.Equal("HR 38 < 40 over 5 beats", _changes[0].Text);
    }

    [Theory]
    [InlineData(428, "HR 140.2 > 140 over 17 beats")]
    [InlineData(400, "HR 150 > 140 over 17 beats")]
    public void Tachycardia_Observe_SaysTheRateAgainstTheLimit(double rrMs, string text)
    {
        Feed(ExtremeRate.Tachycardia(), rrMs, 17);
        Assert.Equal(text, Assert.Single(_changes).Text);
    }

    [Fact]
    public void Observe_RatePlaysAboutTheLimit_IsOneAlarm()
    {
        var rule = ExtremeRate.Tachycardia();
        for (var i = 0; i < 6; i++)
        {
            Feed(rule, 420, 20); // 143/min
            Feed(rule, 440, 20); // 136/min
        }
        Assert.Single(_changes);
        Feed(rule, 445, 20); // 134.8/min
        Assert.Equal(AlarmTransition.ConditionGone, _changes[^1].Transition);
    }

    [Theory]
    [InlineData("VVVVVVVVVVVVVVVVVVVVNNNNNNNNNNNNNNNN", 0)]  // a ventricular run and 16 beats after it
    [InlineData("VVVVVVVVVVVVVVVVVVVVNNNNNNNNNNNNNNNNN", 1)] // 17
    [InlineData("NNNNNNVVNNNNNNVNN", 1)]                      // single ones and couplets count
    [InlineData("NNNNNNNNNNNNNNNNNVVVVVVV", 1)]               // it was there before the run
    public void Tachycardia_Observe_YieldsToAVentricularRun(string strip, int raised)
    {
        var rule = ExtremeRate.Tachycardia();
        foreach (var beat in Judged.Strip(strip, rrMs: 400)) rule.Observe(beat, _changes);
        Assert.Equal(raised, _changes.Count);
    }

    [Fact]
    public void Bradycardia_Observe_SlowVentricularRhythm_StillSounds()
    {
        var rule = ExtremeRate.Bradycardia();
        foreach (var beat in Judged.Strip("VVVVV", rrMs: 1700)) rule.Observe(beat, _changes);
        Assert.Equal("HR 35 < 40 over 5 beats", Assert.Single(_changes).Text);
    }

    [Fact]
    public void Observe_Hole_EndsTheConditionAndCountsAnew()
    {
        var rule = ExtremeRate.Bradycardia();
        Feed(rule, 2000, 6);
        _beat += 3;
        Feed(rule, 2000, 4);
        Assert.Equal([AlarmTransition.Raised, AlarmTransition.ConditionGone], _changes.Select(c => c.Transition));
        Feed(rule, 2000, 1);
        Assert.Equal((3, 9), (_changes.Count, _changes[2].OnsetBeat));
    }

    [Fact]
    public void Replay_OpenAlarm_KeepsItsOnset()
    {
        Feed(ExtremeRate.Bradycardia(), 2000, 40);
        var rules = new AlarmRules(ExtremeRate.Bradycardia());
        rules.Replay(Enumerable.Range(36, 4).Select(i => Judged.Beat(i, BeatClass.Normal, 2000)), _changes);
        Assert.Equal(0, Assert.Single(rules.Active).OnsetBeat);

        var changes = new List<AlarmChange>();
        rules.Observe(Judged.Beat(40, BeatClass.Normal, 2000), changes);
        Assert.Empty(changes);
        for (var i = 41; i < 46; i++) rules.Observe(Judged.Beat(i, BeatClass.Normal, 600), changes);
        Assert.Equal((AlarmTransition.ConditionGone, 0), (Assert.Single(changes).Transition, changes[0].OnsetBeat));
    }

    [Fact]
    public void Tachycardia_SenselessLimit_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => ExtremeRate.Tachycardia(double.NaN));

    private void Feed(ExtremeRate rule, double rrMs, int beats)
    {
        for (var i = 0; i < beats; i++) rule.Observe(Judged.Beat(_beat++, BeatClass.Normal, rrMs), _changes);
    }
}
