using EcgStream.Signal.Sequencing;

namespace EcgStream.Signal.Tests.Sequencing;

public sealed class ChunkCheckTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, 140)]
    [InlineData(140, 280)]
    [InlineData(139, 1)]
    [InlineData(20, 120)]
    public void RefusalOf_Framed_IsNull(long first, int count) =>
        Assert.Null(ChunkCheck.RefusalOf(first, Noon, 800, new float[count]));

    [Theory]
    [InlineData(0, 0, "the chunk is empty")]
    [InlineData(-140, 140, "the first sample's index -140 is negative")]
    [InlineData(long.MaxValue, 140, "the first sample's index 9223372036854775807 is too large")]
    [InlineData(20, 121, "samples 20 to 140 cross a beat")]
    [InlineData(0, 141, "samples 0 to 140 cross a beat")]
    [InlineData(70, 140, "samples 70 to 209 cross a beat")]
    public void RefusalOf_NotFramed_SaysWhy(long first, int count, string reason) =>
        Assert.StartsWith(reason, ChunkCheck.RefusalOf(first, Noon, 800, new float[count]));

    [Theory]
    [InlineData(200, null)]
    [InlineData(3000, null)]
    [InlineData(199.9, "the RR interval 199.9 ms is outside 200 to 3000 ms")]
    [InlineData(3000.5, "the RR interval 3000.5 ms is outside 200 to 3000 ms")]
    [InlineData(double.PositiveInfinity, "the RR interval Infinity ms is outside 200 to 3000 ms")]
    public void RefusalOf_RrInterval_IsBounded(double rrMs, string? reason) =>
        Assert.Equal(reason, ChunkCheck.RefusalOf(0, Noon, rrMs, new float[140]));

    [Theory]
    [InlineData(100, null)]
    [InlineData(-100, null)]
    [InlineData(100.5f, "sample 147 is 100.5: outside ±100 z-score units")]
    [InlineData(float.NaN, "sample 147 is NaN: not a finite number")]
    [InlineData(float.NegativeInfinity, "sample 147 is -Infinity: not a finite number")]
    public void RefusalOf_SampleValue_IsBounded(float value, string? reason)
    {
        var samples = new float[140];
        samples[7] = value;
        Assert.Equal(reason, ChunkCheck.RefusalOf(140, Noon, 800, samples));
    }

    [Fact]
    public void IndexOfBad_AnyPlace_IsFound()
    {
        for (var i = 0; i < 140; i++)
        {
            var samples = new float[140];
            samples[i] = float.NaN;
            Assert.Equal(i, ChunkCheck.IndexOfBad(samples));
        }
    }

    [Theory]
    [InlineData(1899)]
    [InlineData(2200)]
    public void RefusalOf_StartTime_IsBounded(int year) =>
        Assert.Contains("is outside the years 1900 to 2199",
            ChunkCheck.RefusalOf(0, new DateTimeOffset(year, 6, 1, 0, 0, 0, TimeSpan.Zero), 800, new float[140]));
}
