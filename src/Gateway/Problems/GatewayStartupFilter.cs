using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace EcgStream.Gateway.Problems;

/// <summary>
/// Puts the gateway's middleware in front of the host's: endpoints can be mapped without the host having to remember the
/// order of anything else.
/// </summary>
internal sealed class GatewayStartupFilter : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, rest) =>
        {
            SecurityHeaders.Apply(context.Response.Headers);
            if (!IsForeignHubRequest(context.Request)) return rest(context);
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        });
        app.UseMiddleware<RefusalBoundary>();
        next(app);
    };

    // Browsers let any page open a WebSocket to any host, loopback included; only the Origin header tells.
    private static bool IsForeignHubRequest(HttpRequest request) =>
        request.Path.StartsWithSegments(GatewayPaths.Hub) &&
        request.Headers.Origin is [{ } origin] &&
        !(Uri.TryCreate(origin, UriKind.Absolute, out var from) &&
          string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
}
