using Microsoft.Extensions.Logging;

namespace EcgStream.Grains.Models;

internal static partial class ThresholdKeeperLog
{
    [LoggerMessage(1, LogLevel.Information, "The autoencoder's threshold has changed: verdicts carry {Version}")]
    public static partial void Changed(ILogger log, string version);

    [LoggerMessage(2, LogLevel.Warning, "The threshold's log could not be read; the threshold stays as it is")]
    public static partial void Unread(ILogger log, Exception fault);
}
