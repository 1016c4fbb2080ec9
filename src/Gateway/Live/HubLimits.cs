using System.Threading.RateLimiting;
using EcgStream.Gateway.Security;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace EcgStream.Gateway.Live;

/// <summary>Bounds what connections to the hub may cost: how many there are, and how often each calls.</summary>
internal sealed class HubLimits(IOptions<SecurityOptions> options) : IHubFilter
{
    private const string Calls = nameof(HubLimits);

    private int _connections;

    public ValueTask<object?> InvokeMethodAsync(
        HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        using var lease = (invocationContext.Context.Items[Calls] as RateLimiter)?.AttemptAcquire();
        return lease is not { IsAcquired: false }
            ? next(invocationContext)
            : throw new HubException($"too-many-calls: Too many calls: {options.Value.HubCallsPerSecond} a second are taken.");
    }

    public async Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        var perSecond = options.Value.HubCallsPerSecond;
        context.Context.Items[Calls] = new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
        {
            TokenLimit = perSecond * 10,
            TokensPerPeriod = perSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        });
        if (Interlocked.Increment(ref _connections) > options.Value.HubConnections)
        {
            context.Context.Abort();
            return;
        }

        await next(context);
    }

    public async Task OnDisconnectedAsync(
        HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        Interlocked.Decrement(ref _connections);
        (context.Context.Items[Calls] as RateLimiter)?.Dispose();
        await next(context, exception);
    }
}
