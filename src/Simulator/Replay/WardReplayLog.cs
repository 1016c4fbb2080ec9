using Microsoft.Extensions.Logging;

namespace EcgStream.Simulator.Replay;

internal static partial class WardReplayLog
{
    [LoggerMessage(1, LogLevel.Warning, "The {Door} door did not take some chunks; they will be sent again")]
    internal static partial void SendFailed(ILogger log, string door, Exception reason);

    [LoggerMessage(2, LogLevel.Warning, "The {Door} door did not answer with watermarks; asking again")]
    internal static partial void WatermarksFailed(ILogger log, string door, Exception reason);
}
