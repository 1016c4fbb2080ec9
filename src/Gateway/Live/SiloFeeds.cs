using EcgStream.Contracts.Live;
using Microsoft.Extensions.Logging;
using Orleans;

namespace EcgStream.Gateway.Live;

/// <summary>Asks all silos at once; one that does not answer in time is left out and costs nobody else.</summary>
internal sealed class SiloFeeds(IGrainFactory grains, TimeProvider clock, ILogger<SiloFeeds> log)
{
    /// <summary>How long one silo may take.</summary>
    public static TimeSpan Timeout { get; } = TimeSpan.FromSeconds(2);

    public async Task<IReadOnlyList<T>> AskAllAsync<T>(Func<ISiloFeedGrain, Task<T>> ask, CancellationToken cancel)
        where T : class
    {
        var keys = await GetKeysAsync(cancel);
        var answers = await Task.WhenAll(keys.Select(key => AskAsync(key, ask, cancel)));
        return [.. answers.OfType<T>()];
    }

    /// <summary>Feeds that are alive; none when the directory does not answer.</summary>
    public async Task<Guid[]> GetKeysAsync(CancellationToken cancel)
    {
        try
        {
            return await grains.GetGrain<IFeedDirectoryGrain>(0).GetFeeds().WaitAsync(Timeout, clock, cancel);
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested)
        {
            SiloFeedsLog.DirectorySilent(log, fault);
            return [];
        }
    }

    public ISiloFeedGrain Get(Guid feed) => grains.GetGrain<ISiloFeedGrain>(feed);

    private async Task<T?> AskAsync<T>(Guid key, Func<ISiloFeedGrain, Task<T>> ask, CancellationToken cancel)
        where T : class
    {
        try
        {
            return await ask(Get(key)).WaitAsync(Timeout, clock, cancel);
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested)
        {
            SiloFeedsLog.FeedSilent(log, key, fault);
            return null;
        }
    }
}
