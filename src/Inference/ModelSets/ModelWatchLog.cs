using Microsoft.Extensions.Logging;

namespace EcgStream.Inference.ModelSets;

internal static partial class ModelWatchLog
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Model set {Version} is in force.")]
    public static partial void Replaced(this ILogger logger, string version);

    [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "The models' folder has changed; {Version} stays in force. {Reason}")]
    public static partial void Refused(this ILogger logger, string version, string reason);
}
