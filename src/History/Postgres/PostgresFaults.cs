using System.Net.Sockets;
using Npgsql;

namespace EcgStream.History.Postgres;

/// <summary>Tells what is wrong with the server from what is wrong with one request, and says it for people.</summary>
internal static class PostgresFaults
{
    /// <summary>True when the next request would most likely fail as well.</summary>
    public static bool IsStoreFault(Exception exception) => exception switch
    {
        // Classes 22 (a value that cannot be) and 23 (a constraint), and what a trigger raises.
        PostgresException server => server.SqlState[..2] is not ("22" or "23") && server.SqlState != PostgresErrorCodes.RaiseException,
        HistoryUnavailableException or NpgsqlException or IOException or SocketException or TimeoutException => true,
        _ => false,
    };

    /// <summary>True when two transactions were in each other's way.</summary>
    public static bool IsTransient(Exception exception) => exception is PostgresException
    {
        SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.LockNotAvailable,
    };

    /// <summary>The error with what can be done about it.</summary>
    /// <param name="display">The server's address without what is secret in it.</param>
    public static HistoryUnavailableException Explain(Exception exception, string display)
    {
        if (exception is HistoryUnavailableException known) return known;
        var reason = exception is PostgresException server
            ? server.SqlState switch
            {
                PostgresErrorCodes.InvalidCatalogName => "there is no such database; make it with createdb",
                PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
                    "the server refuses user or password; give the password in PGPASSWORD or in a file",
                PostgresErrorCodes.InsufficientPrivilege => $"the user may not do that ({server.MessageText}); run db migrate as the owner",
                PostgresErrorCodes.DiskFull => "the server's disk is full",
                PostgresErrorCodes.TooManyConnections => "the server has no connection left",
                PostgresErrorCodes.LockNotAvailable => "another program holds a lock on it",
                PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow =>
                    "the server is starting or shutting down",
                PostgresErrorCodes.ReadOnlySqlTransaction => "the server only reads; name the primary",
                PostgresErrorCodes.DuplicateTable => "it holds tables of some other program; name another database",
                PostgresErrorCodes.QueryCanceled => "the server took too long",
                _ => server.MessageText,
            }
            : exception is NpgsqlException { InnerException: SocketException or IOException or TimeoutException } or SocketException or TimeoutException
                ? "the server does not answer; check that it runs and can be reached"
                : exception.Message;
        return new HistoryUnavailableException($"History in PostgreSQL at {display}: {reason}.", exception) { Reason = reason };
    }
}
