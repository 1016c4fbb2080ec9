using Orleans;

namespace EcgStream.Contracts.Live;

/// <summary>Which silo feeds there are (key 0). Kept in memory: every silo registers again each few seconds.</summary>
[Alias("live.feed-directory")]
public interface IFeedDirectoryGrain : IGrainWithIntegerKey
{
    /// <summary>Enters or renews a feed for 15 s.</summary>
    [Alias("register")]
    Task Register(Guid feed);

    /// <summary>Takes a feed out at a silo's orderly end.</summary>
    [Alias("remove")]
    Task Remove(Guid feed);

    /// <summary>Keys of the feeds that are alive.</summary>
    [Alias("feeds")]
    Task<Guid[]> GetFeeds();
}
