using EcgStream.Inference.Batching;
using Microsoft.Extensions.Time.Testing;

namespace EcgStream.Inference.Tests.Batching;

public sealed class RecentBatchesTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Sizes_RunsOfTheLastSeconds_MeanAndLargest()
    {
        var recent = new RecentBatches(_clock);
        Assert.Equal(new BatchSizes(0, 0), recent.Sizes);

        foreach (var size in (int[])[1, 8, 3]) recent.Add(size);
        Assert.Equal(new BatchSizes(4, 8), recent.Sizes);

        _clock.Advance(TimeSpan.FromSeconds(6)); // the span before still counts
        recent.Add(2);
        Assert.Equal(new BatchSizes(3.5, 8), recent.Sizes);

        _clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(new BatchSizes(2, 2), recent.Sizes);

        _clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(new BatchSizes(0, 0), recent.Sizes);
    }
}
