using EcgStream.Inference.Batching;

namespace EcgStream.Inference.Tests.Batching;

public sealed class RecentBatchesTests
{
    private readonly HandClock _clock = new();

    [Fact]
    public void Sizes_RunsOfTheLastSeconds_MeanAndLargest()
    {
        var recent = new RecentBatches(_clock);
        Assert.Equal(new BatchSizes(0, 0), recent.Sizes);

        foreach (var size in (int[])[1, 8, 3]) recent.Add(size);
        Assert.Equal(new BatchSizes(4, 8), recent.Sizes);

        _clock.Seconds += 6; // the span before still counts
        recent.Add(2);
        Assert.Equal(new BatchSizes(3.5, 8), recent.Sizes);

        _clock.Seconds += 6;
        Assert.Equal(new BatchSizes(2, 2), recent.Sizes);

        _clock.Seconds += 20;
        Assert.Equal(new BatchSizes(0, 0), recent.Sizes);
    }

    private sealed class HandClock : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
