using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace EcgStream.Gateway.Operations;

/// <summary>
/// Spans of source "EcgStream.Gateway": one a request, named by its route. ASP.NET Core's own spans may carry the path, and
/// with it patient ids.
/// </summary>
internal static class GatewayTracing
{
    private static readonly ActivitySource Source = new("EcgStream.Gateway");

    /// <summary>Traces a request where anybody listens.</summary>
    public static async Task TraceAsync(HttpContext context, RequestDelegate next)
    {
        if (!Source.HasListeners() || (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText is not { } route)
        {
            await next(context);
            return;
        }

        // ASP.NET Core's span is current but goes nowhere; the caller's is the parent to be seen.
        ActivityContext.TryParse(context.Request.Headers.TraceParent, context.Request.Headers.TraceState, isRemote: true, out var caller);
        var hosting = Activity.Current;
        Activity.Current = null;
        try
        {
            using var span = Source.StartActivity($"{context.Request.Method} {route}", ActivityKind.Server, caller);
            span?.SetTag("http.request.method", context.Request.Method).SetTag("http.route", route);
            await next(context);
            span?.SetTag("http.response.status_code", context.Response.StatusCode);
            if (context.Response.StatusCode >= StatusCodes.Status500InternalServerError) span?.SetStatus(ActivityStatusCode.Error);
        }
        finally
        {
            Activity.Current = hosting;
        }
    }

    /// <summary>A part of a request, or null where nobody listens.</summary>
    public static Activity? Start(string name) => Source.StartActivity(name);
}
