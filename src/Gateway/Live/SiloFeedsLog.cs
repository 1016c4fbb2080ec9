using Microsoft.Extensions.Logging;

namespace EcgStream.Gateway.Live;

internal static partial class SiloFeedsLog
{
    [LoggerMessage(1, LogLevel.Warning, "The directory of silo feeds does not answer")]
    public static partial void DirectorySilent(ILogger log, Exception fault);

    [LoggerMessage(2, LogLevel.Warning, "Silo feed {Feed} does not answer")]
    public static partial void FeedSilent(ILogger log, Guid feed, Exception fault);
}
