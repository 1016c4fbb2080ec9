using EcgStream.Signal.Sequencing;

namespace EcgStream.Signal.Tests.Sequencing;

public sealed class LossBoundTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, 0, 150)] // 30 s at 300 beats/min
    [InlineData(60, 0, 450)]
    [InlineData(0.1, 0, 151)] // a beat that has begun is due
    [InlineData(86_400, 0, 432_150)]
    [InlineData(-60, 0, 150)] // the clock was set back
    [InlineData(60, 1_000, 1_150)] // a replay at ten times the speed
    [InlineData(60, 299, 450)]
    public void EndBeat_TimeAndReceivedBeats_IsWhatIsDueAnd30Seconds(double seconds, long received, long end) =>
        Assert.Equal(end, LossBound.EndBeat(Start, Start.AddSeconds(seconds), received));

    [Fact]
    public void EndBeat_AtTheEndsOfTime_DoesNotOverflow() =>
        Assert.InRange(LossBound.EndBeat(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, long.MaxValue / 140), 1, long.MaxValue / 140 + 150);

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(10, 0, 0)] // connected ten seconds after admission
    [InlineData(0, 75, -15)] // 75 beats are 15 s at least
    [InlineData(60, 75, 0)]
    [InlineData(-7_200, 0, -7_200)] // recorded before
    [InlineData(-7_200, 75, -7_215)]
    [InlineData(-864_000, 0, -86_400)] // its clock is wrong
    [InlineData(0, long.MaxValue, -86_400)]
    [InlineData(864_000, 0, 0)]
    public void StartOf_ReceivedBeat_IsAdmissionOrEarlier(double beatAfterAdmission, long beat, double start) =>
        Assert.Equal(Start.AddSeconds(start), LossBound.StartOf(Start, beat, Start.AddSeconds(beatAfterAdmission)));
}
