using EcgStream.Signal.Alarms;

namespace EcgStream.Signal.Tests.Alarms;

public sealed class BigeminyTests
{
    private const string Text = "bigeminy 4 PVCs in 7 beats ≥ 4";

    [Theory]
    [InlineData("NVNVNVN", "")]
    [InlineData("NVNVNVNV", $"Raised @1 '{Text}'")]
    [InlineData("NVSVQRNV", $"Raised @1 '{Text}'")]
    [InlineData("NVNVNNVNVNV", "")]                   // out of step
    [InlineData("NVNV?VNV", "")]                      // no verdict
    [InlineData("NVNV_VNV", "")]
    [InlineData("NVVVVVVV", "")]
    [InlineData("NVNNVNNVNNVNNV", "")]                // trigeminy
    [InlineData("NVNVNVNVNNNNVNVNVNV", $"Raised @1 '{Text}'")] // a missed beat and its neighbours
    [InlineData("NVNVNVNVNNNNNNN", $"Raised @1 '{Text}'")]
    [InlineData("NVNVNVNVNNNNNNNN", $"Raised @1 '{Text}'; ConditionGone @1 '{Text}'")]
    public void Observe_Strip_EmitsChanges(string strip, string expected)
    {
        var rule = new Bigeminy();
        var changes = new List<AlarmChange>();
        foreach (var beat in Judged.Premature(strip)) rule.Observe(beat, changes);

        Assert.Equal(expected, string.Join("; ", changes.Select(c => $"{c.Transition} @{c.OnsetBeat} '{c.Text}'")));
        Assert.All(changes, c => Assert.Equal((AlarmPriority.Low, AlarmKind.Physiological), (c.Priority, c.Kind)));
    }
}
