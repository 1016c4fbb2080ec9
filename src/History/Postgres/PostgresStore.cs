using System.Data.Common;
using System.Globalization;
using Dapper;
using EcgStream.History.Schema;
using EcgStream.History.Writing;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace EcgStream.History.Postgres;

/// <summary>A PostgreSQL database that several processes may share.</summary>
internal sealed class PostgresStore : IStore
{
    private const string WriterName = "ecgstream writer";

    // A process that stands still in the middle of a transaction holds its patients' rows: after this long it loses them.
    private static readonly TimeSpan Standstill = TimeSpan.FromSeconds(3);

    private readonly HistoryOptions _options;
    private readonly ILogger _logger;
    private readonly string _display;
    private readonly string _writing;
    private readonly string _reading;

    public PostgresStore(HistoryOptions options, ILogger logger)
    {
        (_options, _logger) = (options, logger);
        var address = PostgresAddress.Parse(options.Database);
        _display = address.ToString();
        _writing = address.ConnectionString(builder =>
        {
            builder.Pooling = false;
            builder.ApplicationName = WriterName;
        });
        _reading = address.ConnectionString(builder =>
        {
            builder.MaxPoolSize = options.Readers;
            // The same few statements again and again, a thousand times in some seconds when a silo has died: each is planned once a
            // connection, which nothing is set in that would have to be reset.
            (builder.MaxAutoPrepare, builder.NoResetOnClose) = (32, true);
            builder.ApplicationName = "ecgstream reader";
        });
    }

    public long? BytesOnDisk => null; // the database's own business

    // A transaction is some ten journeys to a server that many silos share: each silo begins 25 a second at most.
    public TimeSpan Pace => TimeSpan.FromMilliseconds(40);

    public IStoreWriter OpenWriter(bool first)
    {
        NpgsqlConnection? connection = null;
        try
        {
            connection = new NpgsqlConnection(_writing);
            connection.Open();
            PostgresMigrator.Apply(connection, PostgresMigrator.History);
            using (var settings = new NpgsqlCommand(string.Create(CultureInfo.InvariantCulture,
                $"""
                SET synchronous_commit = {(_options.SurvivePowerCut ? "on" : "off")};
                SET lock_timeout = {Math.Max(1, _options.BusyTimeoutMs)}; -- 0 would be for ever
                SET idle_in_transaction_session_timeout = {Standstill.TotalMilliseconds}
                """), connection))
            {
                settings.ExecuteNonQuery();
            }

            if (first) _logger.OpenedPostgres(_display, connection.PostgreSqlVersion.ToString(), PostgresMigrator.Latest(PostgresMigrator.History));
            return new PostgresWriter(connection, WriterName, Standstill);
        }
        catch (Exception exception)
        {
            connection?.Dispose();
            throw Explain(exception);
        }
    }

    public DbConnection OpenReader()
    {
        var connection = new NpgsqlConnection(_reading);
        connection.Open();
        return connection;
    }

    // Deleted rows leave room in the files that new ones take: the files do not become smaller. So rows are counted (as the
    // server's statistics do) and multiplied by what some of them take up, with 44 bytes for their places in page and index.
    public long UsedBytes(DbConnection connection) => connection.ExecuteScalar<long>(
        """
        SELECT (pg_total_relation_size('minutes') + pg_total_relation_size('alarms') + pg_total_relation_size('acts')
            + coalesce(pg_stat_get_live_tuples('beats'::regclass) *
                (SELECT avg(pg_column_size(b)) + 44 FROM (SELECT * FROM beats LIMIT 100) b), 0)
            + coalesce(pg_stat_get_live_tuples('waveforms'::regclass) *
                (SELECT avg(pg_column_size(w)) + 44 FROM (SELECT * FROM waveforms LIMIT 100) w), 0))::bigint
        """);

    public bool IsStoreFault(Exception exception) => PostgresFaults.IsStoreFault(exception);

    public bool IsTransient(Exception exception) => PostgresFaults.IsTransient(exception);

    public HistoryUnavailableException Explain(Exception exception) => PostgresFaults.Explain(exception, _display);

    public void Dispose() => CloseReaders();

    public void CloseReaders()
    {
        using var connection = new NpgsqlConnection(_reading);
        NpgsqlConnection.ClearPool(connection);
    }
}
