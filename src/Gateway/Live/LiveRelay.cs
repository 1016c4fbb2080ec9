using EcgStream.Contracts.Live;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;

namespace EcgStream.Gateway.Live;

/// <summary>Keeps this gateway subscribed to the feed of every silo; silos come and go.</summary>
internal sealed class LiveRelay(
    IGrainFactory grains, SiloFeeds feeds, LiveViewers viewers, TimeProvider clock, ILogger<LiveRelay> log)
    : BackgroundService
{
    private static readonly TimeSpan LookUp = TimeSpan.FromSeconds(2);

    // A feed drops an observer after a minute without renewal.
    private static readonly TimeSpan Renew = TimeSpan.FromSeconds(30);

    private readonly Dictionary<Guid, DateTimeOffset> _subscribed = [];

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        // Orleans holds observers by weak reference: this variable keeps the listener alive.
        var listener = new FeedListener(viewers);
        ILiveObserver? observer = null;
        Task? traces = null;
        using var timer = new PeriodicTimer(LookUp, clock);
        try
        {
            do
            {
                try
                {
                    observer ??= grains.CreateObjectReference<ILiveObserver>(listener);
                    traces ??= FollowTracesAsync(observer, stopping);
                    await RenewAsync(observer, stopping);
                }
                catch (Exception fault) when (!stopping.IsCancellationRequested)
                {
                    LiveLog.RelayFailed(log, fault);
                }
            }
            while (await timer.WaitForNextTickAsync(stopping));
        }
        catch (OperationCanceledException)
        {
            await LeaveAsync(observer);
        }

        if (traces is not null) await traces;

        GC.KeepAlive(listener);
    }

    private async Task RenewAsync(ILiveObserver observer, CancellationToken stopping)
    {
        var alive = await feeds.GetKeysAsync(stopping);
        var now = clock.GetUtcNow();
        foreach (var gone in _subscribed.Keys.Except(alive).ToArray()) _subscribed.Remove(gone);
        await Task.WhenAll(alive
            .Where(feed => !_subscribed.TryGetValue(feed, out var since) || now - since >= Renew)
            .Select(feed => SubscribeAsync(feed, observer, now, stopping)).ToArray());
    }

    private async Task SubscribeAsync(Guid feed, ILiveObserver observer, DateTimeOffset now, CancellationToken stopping)
    {
        try
        {
            await feeds.Get(feed).Subscribe(observer).WaitAsync(SiloFeeds.Timeout, clock, stopping);
            await WatchAsync(feed, observer, stopping);
            bool isNew;
            lock (_subscribed)
            {
                isNew = !_subscribed.ContainsKey(feed);
                _subscribed[feed] = now;
            }

            if (!isNew) return;
            LiveLog.FeedSubscribed(log, feed);
            viewers.AlarmsStored(); // what happened before we listened
        }
        catch (Exception fault) when (!stopping.IsCancellationRequested)
        {
            LiveLog.FeedUnsubscribed(log, feed, fault);
        }
    }

    /// <summary>Tells the silos whose signal is looked at, each time that changes; what gets lost is said again at renewal.</summary>
    private async Task FollowTracesAsync(ILiveObserver observer, CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await viewers.WaitForTracesAsync(stopping);
                var alive = await feeds.GetKeysAsync(stopping);
                await Task.WhenAll(alive.Select(feed => WatchAsync(feed, observer, stopping)));
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private async Task WatchAsync(Guid feed, ILiveObserver observer, CancellationToken stopping)
    {
        try
        {
            await feeds.Get(feed).WatchTraces(observer, viewers.Traced).WaitAsync(SiloFeeds.Timeout, clock, stopping);
        }
        catch (Exception fault) when (!stopping.IsCancellationRequested)
        {
            LiveLog.FeedUnsubscribed(log, feed, fault);
        }
    }

    private async Task LeaveAsync(ILiveObserver? observer)
    {
        if (observer is null) return;
        try
        {
            await Task.WhenAll(_subscribed.Keys.Select(feed => feeds.Get(feed).Unsubscribe(observer))).WaitAsync(SiloFeeds.Timeout, clock);
            grains.DeleteObjectReference<ILiveObserver>(observer);
        }
        catch (Exception)
        {
            // The silo may be gone before us; then its list of observers is too.
        }
    }
}
