using Microsoft.AspNetCore.SignalR;

namespace EcgStream.Dashboard.Tests.Hosting;

/// <summary>The monitor hub's methods and messages, fed by a <see cref="SampleWard"/>.</summary>
public sealed class SampleHub(SampleWard ward) : Hub
{
    public async Task JoinAlarms(long? cursor)
    {
        await Groups.AddToGroupAsync(Context.ConnectionId, "alarms");
        foreach (var alarm in ward.AlarmsAfter(cursor ?? 0))
            await Clients.Caller.SendAsync("Alarm", alarm);
    }

    public async Task JoinTrace(string[] ids)
    {
        foreach (var id in ids)
            await Groups.AddToGroupAsync(Context.ConnectionId, "trace " + id);
    }

    public async Task LeaveTrace(string[] ids)
    {
        foreach (var id in ids)
            await Groups.RemoveFromGroupAsync(Context.ConnectionId, "trace " + id);
    }

    public Task JoinStatus() => Groups.AddToGroupAsync(Context.ConnectionId, "ward");
}
