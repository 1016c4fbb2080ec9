using EcgStream.Contracts.Ecg;
using EcgStream.Contracts.Live;
using EcgStream.Contracts.Patients;
using Orleans;
using Orleans.Concurrency;
using Orleans.Placement;

namespace EcgStream.Grains.Live;

/// <summary>Door to the board of the silo it lives on; <see cref="SiloFeedService"/> activates it there.</summary>
[PreferLocalPlacement, Reentrant]
public sealed class SiloFeedGrain(SiloBoard board, TimeProvider time) : Grain, ISiloFeedGrain
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken) =>
        this.GetPrimaryKey() == board.Feed
            ? Task.CompletedTask
            // Its silo is gone and somebody still asks: answering from another silo's board would be a lie.
            : throw new InvalidOperationException("This feed belongs to a silo that is gone.");

    /// <inheritdoc/>
    public Task Subscribe(ILiveObserver observer)
    {
        board.Observers[observer] = time.GetUtcNow() + Lease;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Unsubscribe(ILiveObserver observer)
    {
        board.Observers.TryRemove(observer, out _);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<PatientStatus[]> GetStatuses() => Task.FromResult<PatientStatus[]>([.. board.Statuses]);

    /// <inheritdoc/>
    public Task<PatientWatermark[]> GetWatermarks(string[] patientIds)
    {
        var watermarks = new List<PatientWatermark>(patientIds.Length);
        foreach (var id in patientIds)
            if (board.Find(id) is { } status) watermarks.Add(new(id, status.Watermark));
        return Task.FromResult<PatientWatermark[]>([.. watermarks]);
    }
}
