using System.Net;
using EcgStream.Gateway.Problems;
using Microsoft.AspNetCore.Http;

namespace EcgStream.Gateway.Security;

/// <summary>
/// Requests that a browser makes for a page of another site. Browsers let any page post to any host and open a WebSocket to
/// it, loopback included; only headers tell.
/// </summary>
internal static class ForeignRequests
{
    /// <summary>Why a request is refused, or null.</summary>
    public static Refusal? Check(HttpRequest request, bool requireKeys)
    {
        if (IsForeign(request))
            return new Refusal(StatusCodes.Status403Forbidden, "Origin", "This came from a page of another site.");
        // Without a login the loopback address is what keeps others out: a site whose name is made to point at it
        // (DNS rebinding) must not get through.
        if (!requireKeys && !IsLoopbackName(request.Host.Host))
            return new Refusal(StatusCodes.Status403Forbidden, "Host",
                "Without keys this server answers to localhost only. Behind a proxy start it with --require-keys.");
        return null;
    }

    private static bool IsForeign(HttpRequest request) =>
        request.Headers.Origin is [{ } origin] && (ChangesSomething(request) || request.HttpContext.WebSockets.IsWebSocketRequest ||
            request.Path.StartsWithSegments(GatewayPaths.Hub)) &&
        !(Uri.TryCreate(origin, UriKind.Absolute, out var from) &&
          string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));

    private static bool ChangesSomething(HttpRequest request) =>
        !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method));

    private static bool IsLoopbackName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ||
        host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase) ||
        (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
