using Microsoft.AspNetCore.SignalR;

namespace EcgStream.Dashboard.Tests.Hosting;

/// <summary>The monitor hub's methods and messages, fed by a <see cref="SampleWard"/>.</summary>
public sealed class SampleHub(SampleWard ward) : Hub
{
    public async Task JoinAlarms(long cursor)
    {
        await Groups.AddToGroupAsync(Context.ConnectionId, "alarms");
        foreach (var alarm in ward.AlarmsAfter(cursor))
            await Clients.Caller.SendAsync("Alarm", alarm);
    }

    public Task JoinStatus() => Groups.AddToGroupAsync(Context.ConnectionId, "ward");
}
