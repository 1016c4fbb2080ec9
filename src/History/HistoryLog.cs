using Microsoft.Extensions.Logging;

namespace EcgStream.History;

internal static partial class HistoryLog
{
    [LoggerMessage(1, LogLevel.Information, "History in {Path}: SQLite {SqliteVersion}, schema {SchemaVersion}, synchronous={Synchronous}")]
    public static partial void Opened(this ILogger logger, string path, string sqliteVersion, int schemaVersion, string synchronous);

    [LoggerMessage(11, LogLevel.Information, "History in PostgreSQL {PostgresVersion} at {Address}, schema {SchemaVersion}")]
    public static partial void OpenedPostgres(this ILogger logger, string address, string postgresVersion, int schemaVersion);

    [LoggerMessage(2, LogLevel.Error, "History cannot be written, nothing is stored until this is mended: {Reason}")]
    public static partial void Unavailable(this ILogger logger, string reason);

    [LoggerMessage(3, LogLevel.Information, "History is written again")]
    public static partial void Recovered(this ILogger logger);

    [LoggerMessage(4, LogLevel.Error, "One request could not be stored and was refused; the others were")]
    public static partial void Refused(this ILogger logger, Exception exception);

    [LoggerMessage(7, LogLevel.Error, "One row cannot be stored and was left out; what came with it was stored: {What}: {Reason}")]
    public static partial void RowRefused(this ILogger logger, string what, string reason);

    // What a killed server was doing shows in these two: the crash tests read them.
    [LoggerMessage(8, LogLevel.Debug, "A transaction of {Rows} rows begins")]
    public static partial void TransactionBegins(this ILogger logger, int rows);

    [LoggerMessage(9, LogLevel.Debug, "The transaction is over")]
    public static partial void TransactionEnds(this ILogger logger);

    [LoggerMessage(5, LogLevel.Error, "Telling the outcome of a batch failed")]
    public static partial void SinkFailed(this ILogger logger, Exception exception);

    [LoggerMessage(10, LogLevel.Warning, "The database could not be closed")]
    public static partial void CloseFailed(this ILogger logger, Exception exception);

    [LoggerMessage(6, LogLevel.Warning, "The write-ahead log could not be folded into the database; tried again later")]
    public static partial void CheckpointFailed(this ILogger logger, Exception exception);
}
