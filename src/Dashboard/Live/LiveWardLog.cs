using Microsoft.Extensions.Logging;

namespace EcgStream.Dashboard.Live;

/// <summary>Log messages of <see cref="LiveWard"/>.</summary>
internal static partial class LiveWardLog
{
    [LoggerMessage(1, LogLevel.Warning, "The ward could not be read for a viewer; it is tried again at the next connection")]
    public static partial void SnapshotFailed(ILogger logger, Exception reason);
}
