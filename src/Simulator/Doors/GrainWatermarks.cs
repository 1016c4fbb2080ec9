using System.Collections.Concurrent;
using EcgStream.Contracts.Ecg;
using EcgStream.Contracts.Live;
using EcgStream.Contracts.Patients;
using Orleans;

namespace EcgStream.Simulator.Doors;

/// <summary>Asks every silo for the watermarks of its patients: one call a silo, however many patients.</summary>
internal static class GrainWatermarks
{
    /// <summary>Activates the patients' grains, 64 at a time, and asks each how far it is.</summary>
    internal static async Task<IReadOnlyList<PatientWatermark>> OpenAsync(
        IGrainFactory grains, IReadOnlyList<string> patientIds, CancellationToken cancel)
    {
        var watermarks = new ConcurrentBag<PatientWatermark>();
        var bounded = new ParallelOptions { MaxDegreeOfParallelism = 64, CancellationToken = cancel };
        await Parallel.ForEachAsync(patientIds, bounded, async (id, _) =>
        {
            var status = await grains.GetGrain<IPatientGrain>(id).GetStatus();
            watermarks.Add(new(id, status.Watermark));
        });
        return [.. watermarks];
    }

    internal static async Task<IReadOnlyList<PatientWatermark>> GetAsync(IGrainFactory grains, IReadOnlyList<string> patientIds)
    {
        var feeds = await grains.GetGrain<IFeedDirectoryGrain>(0).GetFeeds();
        string[] ids = [.. patientIds];
        var answers = await Task.WhenAll(feeds.Select(feed => grains.GetGrain<ISiloFeedGrain>(feed).GetWatermarks(ids)));
        return [.. answers.SelectMany(watermarks => watermarks)];
    }
}
