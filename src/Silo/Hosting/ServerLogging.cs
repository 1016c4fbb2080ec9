using Microsoft.Extensions.Logging.Console;

namespace EcgStream.Silo.Hosting;

/// <summary>What the server says on its terminal: its own warnings and news, and only the warnings of what it stands on.</summary>
internal static class ServerLogging
{
    internal static void Configure(ILoggingBuilder logging)
    {
        logging.ClearProviders();
        // For people; Logging__Console__FormatterName=json makes each entry one line of JSON with category, event id and values.
        logging.AddConsole();
        logging.Services.Configure<SimpleConsoleFormatterOptions>(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
        });
        logging.Services.Configure<JsonConsoleFormatterOptions>(console =>
        {
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "O";
        });
        // Standard output belongs to the run's own lines.
        logging.Services.Configure<ConsoleLoggerOptions>(console =>
        {
            console.LogToStandardErrorThreshold = LogLevel.Trace;
            // Without a name the provider replaces the formatter's options by those of its own, obsolete ones.
            if (string.IsNullOrEmpty(console.FormatterName)) console.FormatterName = ConsoleFormatterNames.Simple;
        });
        logging.AddFilter(null, LogLevel.Warning);
        logging.AddFilter("EcgStream", LogLevel.Information);
        // An ended process leaves its grain directory entries and timers to the next; both say so at Warning each time.
        logging.AddFilter("Orleans", LogLevel.Error);
        // By this name Orleans' memory streams tell of each message that a queue did not take: thousands, with stack, when a silo has died.
        // The simulator says once that its door fails, and once that it works again.
        logging.AddFilter("Microsoft.Extensions.Logging.ILogger", LogLevel.Critical);
        // A login form that is stale or not ours is refused and shown again; that is all there is to it.
        logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error);
        // The same of a key: the answer says so, and a rate limit stands before it.
        logging.AddFilter("EcgStream.Gateway.Security.KeyAuthentication", LogLevel.Warning);
        // A server that does not start is the command's to explain, in words.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
    }
}
