using EcgStream.Contracts.Live;
using Orleans;
using Orleans.Placement;

namespace EcgStream.Grains.Live;

/// <summary>Which silo feeds there are. A feed that is not renewed for 15 s belongs to a silo that is gone.</summary>
[Immovable] // what it knows is in its memory
public sealed class FeedDirectoryGrain(TimeProvider time) : Grain, IFeedDirectoryGrain
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);
    private readonly Dictionary<Guid, DateTimeOffset> feeds = [];

    /// <inheritdoc/>
    public Task Register(Guid feed)
    {
        feeds[feed] = time.GetUtcNow() + Lease;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Remove(Guid feed)
    {
        feeds.Remove(feed);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<Guid[]> GetFeeds()
    {
        var now = time.GetUtcNow();
        foreach (var (feed, until) in feeds)
            if (until < now) feeds.Remove(feed);
        return Task.FromResult<Guid[]>([.. feeds.Keys]);
    }
}
