using System.Threading.RateLimiting;
using EcgStream.Gateway.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;

namespace EcgStream.Gateway.Security;

/// <summary>How much each key may ask; who has none shares what his address has. Without keys there are no limits.</summary>
internal static class RequestRates
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static void Apply(RateLimiterOptions limits, SecurityOptions options)
    {
        limits.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            !options.RequireKeys ? RateLimitPartition.GetNoLimiter("")
            : KeyIdentity.KeyOf(context.User) is { } key ? Bucket("key " + key, options.RequestsPerSecond, burst: 2)
            : Bucket("from " + context.Connection.RemoteIpAddress, options.AnonymousRequestsPerSecond, burst: 4));
        limits.OnRejected = (context, _) => new ValueTask(ProblemAnswer.WriteAsync(
            context.HttpContext, Refusal.Busy("rate", "Too many requests: slow down.", Pause)));
    }

    private static RateLimitPartition<string> Bucket(string name, int perSecond, int burst) =>
        RateLimitPartition.GetTokenBucketLimiter(name, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = (int)Math.Min((long)perSecond * burst, int.MaxValue),
            TokensPerPeriod = Math.Max(1, perSecond / 10),
            ReplenishmentPeriod = TimeSpan.FromSeconds(perSecond < 10 ? 1.0 / perSecond : 0.1),
            QueueLimit = 0, // who is over the limit hears it at once
        });
}
