using EcgStream.History.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EcgStream.History;

/// <summary>History in one SQLite file, for one process: readers never wait for the writer.</summary>
public sealed class SqliteHistory : StoredHistory
{
    /// <summary>Opens the database, makes it when it is missing, and brings its schema up to date.</summary>
    /// <exception cref="HistoryUnavailableException">It cannot be opened, is damaged, belongs to another program or is newer than this one; or another process has it.</exception>
    public SqliteHistory(IOptions<HistoryOptions> options, TimeProvider time, ILogger<SqliteHistory> logger)
        : base(new SqliteStore(options.Value, time, logger), options.Value, time, logger)
    {
    }
}
