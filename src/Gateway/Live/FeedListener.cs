using EcgStream.Contracts.Live;

namespace EcgStream.Gateway.Live;

/// <summary>Hears all silo feeds. Handing on never blocks, see <see cref="LiveViewers"/>.</summary>
internal sealed class FeedListener(LiveViewers viewers) : ILiveObserver
{
    public Task Receive(LiveBatch batch)
    {
        viewers.Publish(batch);
        return Task.CompletedTask;
    }
}
