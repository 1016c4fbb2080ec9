using Microsoft.Extensions.Logging;

namespace EcgStream.Simulator.Replay;

internal static partial class WardReplayLog
{
    [LoggerMessage(1, LogLevel.Warning, "The {Door} door fails; what it does not take is sent again until it does: {Reason}")]
    internal static partial void Failed(ILogger log, string door, string reason);

    [LoggerMessage(2, LogLevel.Information, "The {Door} door answers again")]
    internal static partial void Recovered(ILogger log, string door);
}
