using Microsoft.Extensions.Logging;

namespace EcgStream.Grains.Live;

internal static partial class SiloFeedLog
{
    [LoggerMessage(1, LogLevel.Warning, "The silo's live feed could not be entered in the directory; trying again")]
    internal static partial void RegistrationFailed(ILogger log, Exception reason);

    [LoggerMessage(3, LogLevel.Warning, "This process did not run for some seconds; for now it raises no alarm by the clock and shows none before it is stored")]
    internal static partial void WasAway(ILogger log);

    [LoggerMessage(2, LogLevel.Information, "An observer of the live feed did not take a batch and was dropped; it will subscribe again")]
    internal static partial void ObserverFailed(ILogger log, Exception reason);
}
