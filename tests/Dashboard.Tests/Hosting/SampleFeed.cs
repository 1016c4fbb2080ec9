using Microsoft.AspNetCore.SignalR;

namespace EcgStream.Dashboard.Tests.Hosting;

/// <summary>Sends statuses every second and alarms as they come.</summary>
public sealed class SampleFeed(SampleWard ward, IHubContext<SampleHub> hub) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        ward.AlarmChanged += alarm => _ = hub.Clients.Group("alarms").SendAsync("Alarm", alarm, CancellationToken.None);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            ward.Tick();
            await hub.Clients.Group("ward").SendAsync("Status", ward.Statuses, stoppingToken);
            foreach (var status in ward.Statuses.Where(status => status is { Live: true, HeartRate: not null }))
                await hub.Clients.Group("trace " + status.PatientId).SendAsync("Trace", new[] { SampleWard.BeatOf(status) }, stoppingToken);
        }
    }
}
