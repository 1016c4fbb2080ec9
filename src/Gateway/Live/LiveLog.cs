using Microsoft.Extensions.Logging;

namespace EcgStream.Gateway.Live;

internal static partial class LiveLog
{
    [LoggerMessage(1, LogLevel.Warning, "A viewer of the hub gets nothing more")]
    public static partial void ViewerFailed(ILogger log, Exception fault);

    [LoggerMessage(2, LogLevel.Warning, "Alarms could not be read for a viewer; they are read again")]
    public static partial void AlarmsUnread(ILogger log, Exception fault);

    [LoggerMessage(3, LogLevel.Warning, "Silo feed {Feed} could not be subscribed; it is tried again")]
    public static partial void FeedUnsubscribed(ILogger log, Guid feed, Exception fault);

    [LoggerMessage(4, LogLevel.Information, "Listening to silo feed {Feed}")]
    public static partial void FeedSubscribed(ILogger log, Guid feed);

    [LoggerMessage(5, LogLevel.Warning, "The ward's statuses could not be read")]
    public static partial void WardUnread(ILogger log, Exception fault);

    [LoggerMessage(6, LogLevel.Warning, "The relay of live events failed; it starts again")]
    public static partial void RelayFailed(ILogger log, Exception fault);
}
