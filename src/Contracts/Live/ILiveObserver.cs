using Orleans;
using Orleans.Concurrency;

namespace EcgStream.Contracts.Live;

/// <summary>A gateway that listens to one silo's live feed.</summary>
public interface ILiveObserver : IGrainObserver
{
    /// <summary>Takes a batch; must not block.</summary>
    [OneWay]
    Task Receive(LiveBatch batch);
}
