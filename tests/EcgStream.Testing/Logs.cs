using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace EcgStream.Testing;

/// <summary>What was logged, by event id and values.</summary>
public static class Logs
{
    /// <summary>Entries of a level, oldest first.</summary>
    public static IReadOnlyList<FakeLogRecord> At(this FakeLogCollector log, LogLevel level) =>
        [.. log.GetSnapshot().Where(entry => entry.Level == level)];
}
