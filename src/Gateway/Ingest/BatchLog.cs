using Microsoft.Extensions.Logging;

namespace EcgStream.Gateway.Ingest;

internal static partial class BatchLog
{
    [LoggerMessage(1, LogLevel.Warning, "A patient of a batch could not be reached")]
    public static partial void Unreachable(ILogger log, Exception fault);
}
