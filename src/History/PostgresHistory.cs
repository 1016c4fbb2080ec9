using EcgStream.History.Postgres;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EcgStream.History;

/// <summary>History in a PostgreSQL database, for one process or for many: each has one connection that writes.</summary>
public sealed class PostgresHistory : StoredHistory
{
    /// <summary>Connects and brings the schema up to date.</summary>
    /// <exception cref="HistoryUnavailableException">It cannot be reached, refuses the user, belongs to another program or is newer than this one.</exception>
    public PostgresHistory(IOptions<HistoryOptions> options, TimeProvider time, ILogger<PostgresHistory> logger)
        : base(new PostgresStore(options.Value, logger), options.Value, time, logger)
    {
    }
}
