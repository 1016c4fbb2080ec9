using System.Globalization;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using Npgsql;

namespace EcgStream.History.Tests;

/// <summary>A fresh schema on the tests' own PostgreSQL.</summary>
public sealed class PostgresSchema(PostgresCluster cluster) : StoreUnderTest
{
    private string? _address;

    /// <summary>Its connection string.</summary>
    public string Address => _address ??= cluster.NewSchema();

    protected override string Database => Address;

    protected override int BusyTimeoutMs => 60_000; // histories that share it wait for each other

    public NpgsqlConnection Connect()
    {
        var connection = new NpgsqlConnection($"{Address};Pooling=false");
        connection.Open();
        return connection;
    }

    public override void Execute(string sql)
    {
        using var connection = Connect();
        Execute(connection, sql);
    }

    public static void Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    public override long Scalar(string sql)
    {
        using var connection = Connect();
        using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    public override void RefuseBeat(int patient, long beat) => Execute(
        $"""
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'refused'; END $$;
        CREATE TRIGGER refuse BEFORE INSERT ON beats FOR EACH ROW WHEN (new.patient = {patient} AND new.beat = {beat})
        EXECUTE FUNCTION refuse()
        """);

    protected override StoredHistory Create(IOptions<HistoryOptions> options) => new PostgresHistory(options, Time, new FakeLogger<PostgresHistory>(Log));

    protected override string Copy()
    {
        var schema = new NpgsqlConnectionStringBuilder(Address).SearchPath!;
        if (PostgresCluster.HasDump) return $"{cluster.Copy(schema)};Search Path={schema}";
        var copy = $"{cluster.NewDatabase()};Search Path={schema}";
        PostgresSnapshot.Copy(Address, copy);
        return copy;
    }

    // It goes with the server.
    protected override void Remove()
    {
    }
}
