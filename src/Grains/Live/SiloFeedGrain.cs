using EcgStream.Contracts.Ecg;
using EcgStream.Contracts.Live;
using EcgStream.Contracts.Patients;
using Orleans;
using Orleans.Concurrency;
using Orleans.Placement;

namespace EcgStream.Grains.Live;

/// <summary>
/// Door to the board of the silo it lives on; <see cref="SiloFeedService"/> activates it there. Asked for after that silo
/// is gone it comes up elsewhere, with nothing on its board: another silo's patients are not its own.
/// </summary>
[PreferLocalPlacement, Immovable, Reentrant]
public sealed class SiloFeedGrain(SiloBoard localBoard, TimeProvider time) : Grain, ISiloFeedGrain
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private SiloBoard? Board => this.GetPrimaryKey() == localBoard.Feed ? localBoard : null;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (Board is null) DeactivateOnIdle();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Subscribe(ILiveObserver observer)
    {
        if (Board is { } board) board.Observers[observer] = time.GetUtcNow() + Lease;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task WatchTraces(ILiveObserver observer, string[] patientIds)
    {
        Board?.Watch(observer, patientIds);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Unsubscribe(ILiveObserver observer)
    {
        Board?.Drop(observer);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<PatientStatus[]> GetStatuses() => Task.FromResult<PatientStatus[]>([.. Board?.Statuses ?? []]);

    /// <inheritdoc/>
    public Task<PatientWatermark[]> GetWatermarks(string[] patientIds)
    {
        var (watermarks, count) = (new PatientWatermark[patientIds.Length], 0); // one silo has them all as a rule
        foreach (var id in patientIds)
            if (Board?.FindWatermark(id) is { } watermark) watermarks[count++] = watermark;
        return Task.FromResult(count == watermarks.Length ? watermarks : watermarks[..count]);
    }
}
