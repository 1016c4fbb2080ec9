using Microsoft.Extensions.Logging;

namespace EcgStream.Inference.Batching;

internal static partial class BeatInferenceLog
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Inference runs model set {Version} on {Workers} workers.")]
    public static partial void Started(this ILogger logger, string version, int workers);

    [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "A run of {Beats} beats failed; they stay without a verdict.")]
    public static partial void RunFailed(this ILogger logger, int beats, Exception exception);

    // What a killed server was doing shows in these two: the crash tests read them.
    [LoggerMessage(EventId = 5, Level = LogLevel.Debug, Message = "A run of {Beats} live beats begins.")]
    public static partial void RunBegins(this ILogger logger, int beats);

    [LoggerMessage(EventId = 6, Level = LogLevel.Debug, Message = "The run of live beats is over.")]
    public static partial void RunEnds(this ILogger logger);

    [LoggerMessage(EventId = 3, Level = LogLevel.Error, Message = "A verdict sink threw; its beat may lack its verdict.")]
    public static partial void SinkFailed(this ILogger logger, Exception exception);

    [LoggerMessage(EventId = 4, Level = LogLevel.Warning,
        Message = "Inference stopped with {Beats} live beats waiting; their producers send them again.")]
    public static partial void StoppedEarly(this ILogger logger, int beats);
}
