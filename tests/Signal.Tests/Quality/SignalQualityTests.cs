using EcgStream.Signal.Alarms;
using EcgStream.Signal.Beats;
using EcgStream.Signal.Quality;
using EcgStream.Signal.Tests.Alarms;

namespace EcgStream.Signal.Tests.Quality;

public sealed class SignalQualityTests
{
    [Fact]
    public void Of_SmoothBeat_IsGood() => Assert.Equal(SignalQuality.Good, SignalQualityCheck.Of(Smooth()));

    [Fact]
    public void Of_ConstantSamples_AreFlat()
    {
        Assert.Equal(SignalQuality.Flat, SignalQualityCheck.Of(new float[140]));
        Assert.Equal(SignalQuality.Flat, SignalQualityCheck.Of(Array.ConvertAll(Smooth(), sample => 5 + sample * 0.02f)));
    }

    [Fact]
    public void Of_CutOffAtALimit_IsClipped() =>
        Assert.Equal(SignalQuality.Clipped, SignalQualityCheck.Of(Array.ConvertAll(Smooth(), sample => MathF.Min(sample, 1.2f))));

    [Fact]
    public void Of_WhiteNoise_IsNoisy()
    {
        var random = new Random(1);
        Assert.Equal(SignalQuality.Noisy, SignalQualityCheck.Of(Array.ConvertAll(Smooth(), sample => sample + 2 * random.NextSingle() - 1)));
    }

    [Fact]
    public void FlatLine_FourSeconds_IsAHighTechnicalAlarmUntilASignalComes()
    {
        var changes = Observe([.. Poor(SignalQuality.Flat, 5), .. Poor(SignalQuality.Good, 1, first: 5)]);

        Assert.Equal(
            [(FlatLine.RuleName, AlarmTransition.Raised, 0L, "flat line 4.0 s ≥ 4 s: check the patient"), (FlatLine.RuleName, AlarmTransition.ConditionGone, 0L, "flat line 4.0 s ≥ 4 s: check the patient")],
            changes.Select(change => (change.Rule, change.Transition, change.OnsetBeat, change.Text)));
        Assert.Equal((AlarmKind.Technical, AlarmPriority.High), (changes[0].Kind, changes[0].Priority));
        Assert.Equal(Judged.Origin.AddSeconds(4), changes[0].At);
    }

    [Fact]
    public void FlatLine_WhatAModelMakesOfIt_IsNoVentricularRun() =>
        Assert.Equal([FlatLine.RuleName], Observe(Poor(SignalQuality.Flat, 6, BeatClass.ROnTPvc, rrMs: 900)).Select(change => change.Rule));

    [Theory]
    [InlineData(SignalQuality.Noisy, "noise", "noisy beats 8 of 20 ≥ 8")]
    [InlineData(SignalQuality.Clipped, "clipping", "clipped beats 8 of 20 ≥ 8")]
    public void ManyOfTwenty_PoorBeatsThatAreAnomalousToo_SoundOnceAndAsTechnical(SignalQuality quality, string rule, string text)
    {
        var changes = Observe(Poor(quality, 20, anomalous: true));

        var raised = Assert.Single(changes);
        Assert.Equal((rule, AlarmKind.Technical, AlarmPriority.Low, text), (raised.Rule, raised.Kind, raised.Priority, raised.Text));
    }

    [Fact]
    public void ChangeLimits_NewLimit_CountsFromTheNextBeat()
    {
        var rules = AlarmRules.Default();
        var changes = new List<AlarmChange>();
        foreach (var beat in Judged.Strip(new string('N', 40), rrMs: 500)) rules.Observe(beat, changes);
        Assert.Empty(changes);

        rules.ChangeLimits(40, 110, 100);
        rules.Observe(Judged.Beat(40, BeatClass.Normal, 500), changes);
        Assert.Equal("HR 120 > 110 over 17 beats", Assert.Single(changes).Text);

        rules.ChangeLimits(40, 140, 100);
        rules.Observe(Judged.Beat(41, BeatClass.Normal, 500), changes);
        Assert.Equal(AlarmTransition.ConditionGone, changes[1].Transition);
    }

    private static List<AlarmChange> Observe(IEnumerable<JudgedBeat> beats)
    {
        var (rules, changes) = (AlarmRules.Default(), new List<AlarmChange>());
        foreach (var beat in beats) rules.Observe(beat, changes);
        return changes;
    }

    private static IEnumerable<JudgedBeat> Poor(
        SignalQuality quality, int count, BeatClass beatClass = BeatClass.Normal, double rrMs = 1000, int first = 0, bool anomalous = false) =>
        Enumerable.Range(first, count).Select(i => Judged.Beat(i, beatClass, rrMs, anomalous: anomalous, disagree: anomalous) with { Quality = quality });

    private static float[] Smooth() => [.. Enumerable.Range(0, 140).Select(i => 2 * MathF.Sin(i / 9f) + MathF.Cos(i / 4f))];
}
