namespace Orleans.Standin;

internal static partial class StandinLog
{
    [LoggerMessage(1, LogLevel.Warning, "This build uses a stand-in for Orleans: one process, no cluster, no storage; not for production (docs/adr/0002)")]
    public static partial void Started(ILogger logger);
    [LoggerMessage(2, LogLevel.Error, "Grain {Grain} failed to activate")]
    public static partial void ActivationFailed(ILogger logger, GrainKey grain, Exception exception);
    [LoggerMessage(3, LogLevel.Error, "Grain {Grain} failed while deactivating")]
    public static partial void DeactivationFailed(ILogger logger, GrainKey grain, Exception exception);
    [LoggerMessage(4, LogLevel.Warning, "One-way call {Request} to {Grain} failed")]
    public static partial void OneWayFailed(ILogger logger, Request request, GrainKey grain, Exception exception);
    [LoggerMessage(5, LogLevel.Error, "Timer of grain {Grain} failed")]
    public static partial void TimerFailed(ILogger logger, GrainKey grain, Exception exception);
    [LoggerMessage(6, LogLevel.Warning, "Observer failed in {Request}")]
    public static partial void ObserverFailed(ILogger logger, Request request, Exception exception);
    [LoggerMessage(7, LogLevel.Warning, "Failed to deliver an item of stream {Stream} to {Grain}: trying again")]
    public static partial void DeliveryFailed(ILogger logger, Runtime.StreamId stream, GrainKey grain, Exception exception);
    [LoggerMessage(8, LogLevel.Error, "Gave up delivering an item of stream {Stream} to {Grain}: it is lost")]
    public static partial void DeliveryGivenUp(ILogger logger, Runtime.StreamId stream, GrainKey grain, Exception exception);
    [LoggerMessage(9, LogLevel.Warning, "Grain {Grain} attached no observer to stream {Stream}: an item is lost")]
    public static partial void NobodyListens(ILogger logger, Runtime.StreamId stream, GrainKey grain);
}
