using EcgStream.Contracts.Ecg;
using EcgStream.Contracts.Patients;
using Orleans;

namespace EcgStream.Contracts.Live;

/// <summary>
/// One a silo, on that silo: the door to what its patients do now. Verdicts and alarms go out in batches; statuses and
/// watermarks are asked for in bulk, so that thousands of patients cost one call a silo.
/// </summary>
[Alias("live.silo-feed")]
public interface ISiloFeedGrain : IGrainWithGuidKey
{
    /// <summary>Starts sending batches; call again at least every minute, an observer not renewed is dropped.</summary>
    [Alias("subscribe")]
    Task Subscribe(ILiveObserver observer);

    /// <summary>Says whose signal this observer's viewers look at from now on; it lapses with the subscription.</summary>
    [Alias("watch-traces")]
    Task WatchTraces(ILiveObserver observer, string[] patientIds);

    /// <summary>Stops sending batches.</summary>
    [Alias("unsubscribe")]
    Task Unsubscribe(ILiveObserver observer);

    /// <summary>All patients active on this silo.</summary>
    [Alias("statuses")]
    Task<PatientStatus[]> GetStatuses();

    /// <summary>Watermarks of those of the patients that are active on this silo.</summary>
    [Alias("watermarks")]
    Task<PatientWatermark[]> GetWatermarks(string[] patientIds);
}
