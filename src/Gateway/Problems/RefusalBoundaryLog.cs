using Microsoft.Extensions.Logging;

namespace EcgStream.Gateway.Problems;

internal static partial class RefusalBoundaryLog
{
    // The endpoint's name holds the route pattern, never the patient id.
    [LoggerMessage(1, LogLevel.Error, "{Method} {Endpoint} failed")]
    public static partial void Unhandled(ILogger log, string method, string? endpoint, Exception fault);
}
