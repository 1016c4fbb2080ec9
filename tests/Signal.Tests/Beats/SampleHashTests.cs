using EcgStream.Signal.Beats;

namespace EcgStream.Signal.Tests.Beats;

public sealed class SampleHashTests
{
    [Fact]
    public void Of_KnownSamples_IsWhatEveryStoreHolds()
    {
        var samples = Enumerable.Range(0, BeatFrame.SampleCount).Select(i => i / 16f - 4).ToArray();
        Assert.Equal((0xDB53_DB62_E12E_FD08, 0UL), (SampleHash.Of(samples), SampleHash.Of([])));
    }

    [Fact]
    public void Of_OneSampleAltered_Differs()
    {
        var samples = new float[BeatFrame.SampleCount];
        var before = SampleHash.Of(samples);
        samples[77] = -0f;
        Assert.NotEqual(before, SampleHash.Of(samples));
    }

    [Theory]
    [InlineData(0), InlineData(1), InlineData(3), InlineData(4), InlineData(5), InlineData(11), InlineData(32)]
    public void OfEach_SomeBeats_IsOfOnEachOfThem(int count)
    {
        var random = new Random(count);
        var beats = new float[count * BeatFrame.SampleCount];
        for (var i = 0; i < beats.Length; i++) beats[i] = random.NextSingle();
        var hashes = new ulong[count];
        SampleHash.OfEach(beats, hashes);
        Assert.Equal(Enumerable.Range(0, count).Select(n => SampleHash.Of(beats.AsSpan(n * BeatFrame.SampleCount, BeatFrame.SampleCount))), hashes);
    }
}
