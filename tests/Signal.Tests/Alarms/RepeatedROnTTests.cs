using EcgStream.Signal.Alarms;

namespace EcgStream.Signal.Tests.Alarms;

public sealed class RepeatedROnTTests
{
    [Theory]
    [InlineData(59, "Raised @0; ConditionGone @0")] // 60 s apart
    [InlineData(60, "")]
    public void Observe_TwoInSixtySeconds_Raises(int between, string expected) =>
        Assert.Equal(expected, Run("R" + new string('N', between) + "R" + new string('N', 61)));

    [Fact]
    public void Observe_MoreOfThem_IsOneAlarmUntilSixtySecondsAfterTheLast() =>
        Assert.Equal("Raised @2; ConditionGone @2", Run("NNRNNRNNNNRVVN" + new string('N', 100)));

    [Fact]
    public void Observe_OtherBeats_DoNotCount() => Assert.Equal("", Run("RVVVVSSQQ??NNN"));

    [Fact]
    public void Observe_Hole_TimeGoesOn() => Assert.Equal("Raised @0", Run("R____R"));

    private static string Run(string strip)
    {
        var rule = new RepeatedROnT();
        var changes = new List<AlarmChange>();
        foreach (var beat in Judged.Strip(strip, rrMs: 1000)) rule.Observe(beat, changes);
        return string.Join("; ", changes.Select(c => $"{c.Transition} @{c.OnsetBeat}"));
    }
}
