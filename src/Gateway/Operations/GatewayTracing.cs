using System.Diagnostics;

namespace EcgStream.Gateway.Operations;

/// <summary>Spans of source "EcgStream.Gateway": parts of a request. ASP.NET Core's own span is the request.</summary>
internal static class GatewayTracing
{
    private static readonly ActivitySource Source = new("EcgStream.Gateway");

    /// <summary>A part of a request; null when nobody listens.</summary>
    public static Activity? Start(string name) => Source.StartActivity(name);
}
