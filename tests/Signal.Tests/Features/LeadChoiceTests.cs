using EcgStream.Signal.Features;

namespace EcgStream.Signal.Tests.Features;

public sealed class LeadChoiceTests
{
    [Theory]
    [InlineData("MLII,V1", 0, 1)]
    [InlineData("V5,MLII", 1, 0)]
    [InlineData("V5,V2", 0, 1)]
    [InlineData("ECG1", 0, -1)]
    [InlineData("I,II,III,aVR,aVL,aVF,V1,V2,V3,V4,V5,V6", 1, 6)]
    public void Of_LeadNames_TakesLeadIIFirst(string names, int first, int second) =>
        Assert.Equal(new LeadChoice(first, second), LeadChoice.Of(new SignalFormat(360, [.. names.Split(',')])));
}
