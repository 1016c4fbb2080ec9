using EcgStream.Contracts.Live;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;

namespace EcgStream.Grains.Live;

/// <summary>Keeps this silo's feed in the directory, and sends what has gathered on the board to the observers.</summary>
internal sealed class SiloFeedService(SiloBoard board, IGrainFactory grains, TimeProvider time, ILogger<SiloFeedService> log)
    : BackgroundService
{
    private static readonly TimeSpan BatchPeriod = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan RegisterPeriod = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var nextRegistration = DateTimeOffset.MinValue;
        using var timer = new PeriodicTimer(BatchPeriod, time);
        board.Absence.Begin();
        while (await Ticked(timer, stoppingToken))
        {
            if (board.Absence.Tick()) SiloFeedLog.WasAway(log);
            if (time.GetUtcNow() >= nextRegistration)
            {
                nextRegistration = time.GetUtcNow() + RegisterPeriod;
                await RegisterAsync();
            }

            while (board.TakeBatch() is { } batch) Send(batch);
        }

        await LeaveAsync();
    }

    private async Task RegisterAsync()
    {
        try
        {
            // A call from here activates the feed grain on this silo, and keeps it from being collected.
            await grains.GetGrain<ISiloFeedGrain>(board.Feed).GetWatermarks([]);
            await grains.GetGrain<IFeedDirectoryGrain>(0).Register(board.Feed);
        }
        catch (Exception reason)
        {
            SiloFeedLog.RegistrationFailed(log, reason);
        }
    }

    private async Task LeaveAsync()
    {
        try { await grains.GetGrain<IFeedDirectoryGrain>(0).Remove(board.Feed); }
        catch (Exception reason) { SiloFeedLog.RegistrationFailed(log, reason); }
    }

    private void Send(LiveBatch batch)
    {
        var now = time.GetUtcNow();
        foreach (var (observer, until) in board.Observers)
        {
            if (until < now) board.Drop(observer);
            else _ = SendAsync(observer, batch); // one-way: an observer that is slow or gone holds nobody up
        }
    }

    private async Task SendAsync(ILiveObserver observer, LiveBatch batch)
    {
        try
        {
            await observer.Receive(batch);
        }
        catch (Exception reason)
        {
            board.Drop(observer);
            SiloFeedLog.ObserverFailed(log, reason);
        }
    }

    private static async ValueTask<bool> Ticked(PeriodicTimer timer, CancellationToken cancel)
    {
        try { return await timer.WaitForNextTickAsync(cancel); }
        catch (OperationCanceledException) { return false; }
    }
}
