using EcgStream.Signal.Beats;

namespace EcgStream.Signal.Tests.Beats;

public sealed class BeatNormaliserTests
{
    [Theory]
    [InlineData(16)]
    [InlineData(139)]
    [InlineData(140)]
    [InlineData(288)]
    [InlineData(4096)]
    public void TryNormalise_AnyLength_HasMeanZeroAndDeviationOne(int length)
    {
        var beat = new float[BeatFrame.SampleCount];
        Assert.True(BeatNormaliser.TryNormalise(Wave(length, scale: 0.8f, offset: 3f), beat));

        var mean = beat.Average(s => (double)s);
        Assert.Equal(0, mean, 1e-6);
        Assert.Equal(1, Math.Sqrt(beat.Sum(s => (s - mean) * (s - mean)) / 139), 1e-6);
    }

    [Fact]
    public void TryNormalise_BeatInFormAlready_StaysAsItIs()
    {
        var (once, twice) = (new float[BeatFrame.SampleCount], new float[BeatFrame.SampleCount]);
        Assert.True(BeatNormaliser.TryNormalise(Wave(140), once));
        Assert.True(BeatNormaliser.TryNormalise(once, twice));

        Assert.All(once.Zip(twice), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
    }

    [Fact]
    public void TryNormalise_StraightLine_StaysStraightBetweenItsEnds()
    {
        var beat = new float[BeatFrame.SampleCount];
        Assert.True(BeatNormaliser.TryNormalise([.. Enumerable.Range(0, 57).Select(i => (float)i)], beat));

        var slope = beat[1] - beat[0];
        for (var i = 1; i < beat.Length; i++) Assert.Equal(slope, beat[i] - beat[i - 1], 1e-5f);
        Assert.Equal(-beat[0], beat[^1], 1e-5f);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(0.1f)]
    [InlineData(1e6f)]
    public void TryNormalise_Flat_IsRefused(float level) =>
        Assert.False(BeatNormaliser.TryNormalise(Enumerable.Repeat(level, 200).ToArray(), new float[BeatFrame.SampleCount]));

    [Theory]
    [InlineData(15, 140)]
    [InlineData(4097, 140)]
    [InlineData(140, 139)]
    public void TryNormalise_WrongLength_Throws(int length, int target) =>
        Assert.Throws<ArgumentException>(() => BeatNormaliser.TryNormalise(new float[length], new float[target]));

    private static float[] Wave(int length, float scale = 1, float offset = 0) =>
        [.. Enumerable.Range(0, length).Select(i => offset + scale * MathF.Sin(7f * i / length) * MathF.Exp(-2f * i / length))];
}
