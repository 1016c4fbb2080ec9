using System.Collections.Concurrent;
using EcgStream.Contracts.Ecg;
using EcgStream.Contracts.Live;
using EcgStream.Contracts.Patients;
using Orleans;
using Orleans.Runtime;

namespace EcgStream.Simulator.Doors;

/// <summary>Asks every silo for the watermarks of its patients: one call a silo, however many patients.</summary>
internal static class GrainWatermarks
{
    /// <summary>Admits the patients, 64 at a time, and asks each how far it is.</summary>
    internal static async Task<IReadOnlyList<PatientWatermark>> OpenAsync(
        IGrainFactory grains, IReadOnlyList<Bed> beds, CancellationToken cancel)
    {
        var watermarks = new ConcurrentBag<PatientWatermark>();
        var bounded = new ParallelOptions { MaxDegreeOfParallelism = 64, CancellationToken = cancel };
        await Parallel.ForEachAsync(beds, bounded, async (bed, _) =>
        {
            var status = await grains.GetGrain<IPatientGrain>(bed.PatientId).Admit(new("simulator", bed.Label));
            watermarks.Add(new(bed.PatientId, status.Watermark));
        });
        return [.. watermarks];
    }

    /// <summary>Null when the silo does not answer: those of the others must not wait for one that has died.</summary>
    private static async Task<PatientWatermark[]?> AskAsync(ISiloFeedGrain feed, string[] ids, TimeSpan patience)
    {
        try { return await feed.GetWatermarks(ids).WaitAsync(patience); }
        catch (Exception reason) when (reason is TimeoutException or OrleansException) { return null; }
    }

    /// <summary>By call through either door: a status is about the present, and a queue has nothing to add to it.</summary>
    internal static Task ReportAsync(IGrainFactory grains, IReadOnlyList<EcgStatus> statuses) =>
        Task.WhenAll(statuses.Select(status => grains.GetGrain<IPatientGrain>(status.PatientId).Report(status)));

    internal static async Task<IReadOnlyList<PatientWatermark>> GetAsync(
        IGrainFactory grains, IReadOnlyList<string> patientIds, TimeSpan patience)
    {
        var feeds = await grains.GetGrain<IFeedDirectoryGrain>(0).GetFeeds().WaitAsync(patience);
        var ids = patientIds as string[] ?? [.. patientIds];
        var answers = await Task.WhenAll(feeds.Select(feed => AskAsync(grains.GetGrain<ISiloFeedGrain>(feed), ids, patience)));
        if (answers.Length > 0 && answers.All(watermarks => watermarks is null)) throw new TimeoutException("No silo answers.");
        return answers.Length == 1 ? answers[0]! : [.. answers.SelectMany(watermarks => watermarks ?? []).GroupBy(mark => mark.PatientId).Select(Join)];
    }

    /// <summary>Two silos speak of a patient where one was away and does not know yet that the other has taken over.</summary>
    private static PatientWatermark Join(IGrouping<string, PatientWatermark> patient) =>
        new(patient.Key, patient.Max(mark => mark.Watermark), patient.Min(mark => mark.Received));
}
