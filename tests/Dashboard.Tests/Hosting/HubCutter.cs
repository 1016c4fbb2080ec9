using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;

namespace EcgStream.Dashboard.Tests.Hosting;

/// <summary>Knows the connections of <see cref="SampleHub"/>, so that a test can end them.</summary>
public sealed class HubCutter : IHubFilter
{
    private readonly ConcurrentDictionary<string, HubCallerContext> connections = new();

    public void Cut()
    {
        foreach (var connection in connections.Values)
            connection.Abort();
    }

    public Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        if (context.Hub is SampleHub)
            connections[context.Context.ConnectionId] = context.Context;
        return next(context);
    }

    public Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        connections.TryRemove(context.Context.ConnectionId, out _);
        return next(context, exception);
    }
}
