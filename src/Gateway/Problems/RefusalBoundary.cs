using EcgStream.History;
using EcgStream.Inference;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace EcgStream.Gateway.Problems;

/// <summary>
/// Stands in front of the gateway's paths: refusals and faults leave it as problem details, faults without their details.
/// </summary>
internal sealed class RefusalBoundary(RequestDelegate next, ILogger<RefusalBoundary> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!GatewayPaths.Owns(context.Request.Path))
        {
            await next(context);
            return;
        }

        try
        {
            await next(context);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to answer; 499 is what access logs show for it.
            if (!context.Response.HasStarted) context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        catch (Exception fault) when (!context.Response.HasStarted)
        {
            context.Response.Clear();
            SecurityHeaders.Apply(context.Response.Headers, context.Request.IsHttps);
            await ProblemAnswer.WriteAsync(context, Explain(context, fault));
        }
    }

    private static Refusal Unavailable(string part, string reason) =>
        new(StatusCodes.Status503ServiceUnavailable, part, reason) { RetryAfter = TimeSpan.FromSeconds(5) };

    private Refusal Explain(HttpContext context, Exception fault)
    {
        switch (fault)
        {
            case Refusal refusal:
                return refusal;

            case InferenceBusyException busy:
                return Refusal.Busy("beats", "On-demand classification is at its limit; live beats go first.", busy.RetryAfter);

            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return Refusal.TooLarge("body", "The body is larger than this endpoint takes.");

            case BadHttpRequestException bad:
                return new Refusal(bad.StatusCode, "body", bad.Message);

            case HistoryUnavailableException:
                RefusalBoundaryLog.StoreAway(log, context.Request.Method, context.GetEndpoint()?.DisplayName, fault);
                return Unavailable("history", "The store cannot be used now; the server's log says why.");

            case TimeoutException or OrleansException: // a silo that has just died, or a cluster without any
                RefusalBoundaryLog.Unhandled(log, context.Request.Method, context.GetEndpoint()?.DisplayName, fault);
                return Unavailable("server", "Another part of the system did not answer in time.");

            default:
                RefusalBoundaryLog.Unhandled(log, context.Request.Method, context.GetEndpoint()?.DisplayName, fault);
                return new Refusal(
                    StatusCodes.Status500InternalServerError, "server", "Something failed here; the server's log says what.");
        }
    }
}
