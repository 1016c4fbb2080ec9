using EcgStream.Dashboard.Api;
using EcgStream.Dashboard.Operations;
using EcgStream.Signal.Beats;

namespace EcgStream.Dashboard.Tests.Operations;

public sealed class DelaySampleTests
{
    private static readonly DateTimeOffset Due = DateTimeOffset.UnixEpoch;

    [Fact]
    public void Of_HundredBeats_GivesMedianAndTheNinetyNinth()
    {
        var beats = Enumerable.Range(1, 100).Reverse().Select(ms => Beat(ms, ms + 1000));

        Assert.Equal(new DelaySample(100, 50, 99, 1050, 1099), DelaySample.Of(beats));
    }

    [Fact]
    public void Of_BeatsThatAreNotStored_AreLeftOut() => Assert.Null(DelaySample.Of([Beat(5, null)]));

    [Fact]
    public void Of_BeatsJudgedBeforeTheyWereDue_AreLeftOut() => Assert.Null(DelaySample.Of([Beat(-5, 1)]));

    private static StoredBeat Beat(int inferredMs, int? storedMs) => new(
        0, Due, 800, 75, new BeatVerdict(BeatClass.Normal, 1, 0, false, 0, 1, 0, new(), "test"),
        new BeatTimes(Due, Due, Due, Due.AddMilliseconds(inferredMs)), storedMs is { } ms ? Due.AddMilliseconds(ms) : null);
}
