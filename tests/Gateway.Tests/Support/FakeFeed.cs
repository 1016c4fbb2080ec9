using System.Collections.Concurrent;
using EcgStream.Contracts.Ecg;
using EcgStream.Contracts.Live;
using EcgStream.Contracts.Patients;
using EcgStream.Signal.Alarms;
using EcgStream.Signal.Beats;

namespace EcgStream.Gateway.Tests.Support;

/// <summary>One silo's feed.</summary>
internal sealed class FakeFeed : ISiloFeedGrain
{
    public ConcurrentDictionary<string, PatientStatus> Statuses { get; } = new();

    public TaskCompletionSource<ILiveObserver> Observer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A silo that hangs answers nobody.</summary>
    public bool Hangs { get; set; }

    public void Add(string id, long watermark, string? bed = null) => Statuses[id] = new PatientStatus(
        id, bed, watermark, watermark / 140, TestHistory.Start, 72.5, BeatClass.Normal, 0.9f, 0.5f, null,
        AlarmPriority.Event, Live: true, TestHistory.Start);

    public Task Subscribe(ILiveObserver observer)
    {
        Observer.TrySetResult(observer);
        return Task.CompletedTask;
    }

    /// <summary>Whose traces it was last asked for.</summary>
    public string[] Watched { get; private set; } = [];

    public Task WatchTraces(ILiveObserver observer, string[] patientIds)
    {
        Watched = patientIds;
        return Task.CompletedTask;
    }

    public Task Unsubscribe(ILiveObserver observer) => Task.CompletedTask;

    public Task<PatientStatus[]> GetStatuses() => Answer(Statuses.Values.ToArray());

    public Task<PatientWatermark[]> GetWatermarks(string[] patientIds) => Answer(Statuses.Values
        .Where(s => patientIds.Contains(s.PatientId)).Select(s => new PatientWatermark(s.PatientId, s.Watermark)).ToArray());

    private Task<T> Answer<T>(T value) => Hangs ? new TaskCompletionSource<T>().Task : Task.FromResult(value);
}
