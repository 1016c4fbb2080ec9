using EcgStream.Signal.Alarms;

namespace EcgStream.Signal.Tests.Alarms;

public sealed class PvcRateTests
{
    // 60/min: two minutes are 120 beats
    [Theory]
    [InlineData("NNNNNV", 30, "")]                                         // 10/min
    [InlineData("NNNNV", 40, "Raised @104 'PVC 10.5/min > 10/min over 2 min'")]
    [InlineData("NNNVV", 10, "")]                                          // 20 in couplets, not yet 21
    [InlineData("NNNVV", 11, "Raised @53 'PVC 11/min > 10/min over 2 min'")]
    [InlineData("NNVVV", 40, "")]                                          // runs belong to another rule
    [InlineData("NV", 100, "")]                                            // and bigeminy to another
    [InlineData("NNNVS", 25, "Raised @103 'PVC 10.5/min > 10/min over 2 min'")]
    public void Observe_Pattern_EmitsChanges(string pattern, int times, string expected) =>
        Assert.Equal(expected, Run(string.Concat(Enumerable.Repeat(pattern, times)) + "N"));

    [Fact]
    public void Observe_FewerAgain_IsGoneAtEightAMinute() =>
        // 25 in 125 s; the last 16 of them are 120 s old and younger 45 beats later
        Assert.Equal(
            "Raised @104 'PVC 10.5/min > 10/min over 2 min'; ConditionGone @104 'PVC 10.5/min > 10/min over 2 min'",
            Run(string.Concat(Enumerable.Repeat("NNNNV", 25)) + new string('N', 200)));

    [Fact]
    public void Observe_TwiceAsMany_SaysSo() => Assert.Equal(
        "Raised @53 'PVC 11/min > 10/min over 2 min'; Escalated @53 'PVC 22/min > 10/min over 2 min'",
        Run(string.Concat(Enumerable.Repeat("NNNVV", 60)) + "N"));

    private static string Run(string strip)
    {
        var rule = new PvcRate();
        var changes = new List<AlarmChange>();
        foreach (var beat in Judged.Strip(strip, rrMs: 1000)) rule.Observe(beat, changes);
        Assert.All(changes, c => Assert.Equal((AlarmPriority.Low, AlarmKind.Physiological), (c.Priority, c.Kind)));
        return string.Join("; ", changes.Select(c => $"{c.Transition} @{c.OnsetBeat} '{c.Text}'"));
    }
}
