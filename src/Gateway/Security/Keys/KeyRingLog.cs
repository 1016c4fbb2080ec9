using Microsoft.Extensions.Logging;

namespace EcgStream.Gateway.Security.Keys;

internal static partial class KeyRingLog
{
    [LoggerMessage(1, LogLevel.Information, "The keys have changed: {Count} are good")]
    public static partial void Changed(ILogger log, int count);

    [LoggerMessage(2, LogLevel.Error, "The file of keys cannot be read; the keys stay as they were. {Reason}")]
    public static partial void Unreadable(ILogger log, string reason);
}
