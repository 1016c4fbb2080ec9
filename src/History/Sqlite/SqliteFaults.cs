using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace EcgStream.History.Sqlite;

/// <summary>Tells what is wrong with the store from what is wrong with one request, and says it for people.</summary>
internal static class SqliteFaults
{
    /// <summary>True when the next request would most likely fail as well.</summary>
    public static bool IsStoreFault(Exception exception) => exception switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode is not
            (raw.SQLITE_CONSTRAINT or raw.SQLITE_MISMATCH or raw.SQLITE_TOOBIG),
        HistoryUnavailableException or IOException or UnauthorizedAccessException => true,
        _ => false,
    };

    /// <summary>The file was deleted or moved away.</summary>
    public static HistoryUnavailableException Gone(string path) => Because("the file is gone; put it back", path, null);

    /// <summary>The error with what can be done about it.</summary>
    public static HistoryUnavailableException Explain(Exception exception, string path)
    {
        if (exception is HistoryUnavailableException known) return known;
        var reason = exception is not SqliteException sqlite
            ? exception.Message
            : sqlite.SqliteErrorCode switch
            {
                raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "another program holds a lock on it",
                raw.SQLITE_FULL => "the disk is full",
                raw.SQLITE_READONLY => "the file or its directory cannot be written; check its owner and permissions",
                raw.SQLITE_CANTOPEN => "the file cannot be opened; check that its directory exists and can be written",
                raw.SQLITE_NOTADB => "the file is not an SQLite database; move it away or restore it",
                raw.SQLITE_CORRUPT => "the file is damaged; move it away or restore it",
                raw.SQLITE_IOERR => $"reading or writing failed ({sqlite.Message})",
                _ => sqlite.Message,
            };
        return Because(reason, path, exception);
    }

    private static HistoryUnavailableException Because(string reason, string path, Exception? exception) =>
        new($"History database '{path}': {reason}.", exception!) { Reason = reason };
}
