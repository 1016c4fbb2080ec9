using EcgStream.Contracts.Live;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EcgStream.Gateway.Live;

/// <summary>
/// Once a second: the ward's statuses to who watches the ward, and a look into History for who follows alarms, so that an
/// acknowledgement through another gateway shows even if every live message is lost.
/// </summary>
internal sealed class StatusTicker(IWard ward, LiveViewers viewers, TimeProvider clock, ILogger<StatusTicker> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping)) await TickAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private async Task TickAsync(CancellationToken stopping)
    {
        viewers.AlarmsStored();
        if (!viewers.AnyOnWard) return;
        try
        {
            viewers.PublishWard(await ward.GetPatientsAsync(stopping));
        }
        catch (Exception fault) when (!stopping.IsCancellationRequested)
        {
            LiveLog.WardUnread(log, fault);
        }
    }
}
