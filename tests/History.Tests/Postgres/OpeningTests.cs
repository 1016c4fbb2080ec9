using EcgStream.Contracts.Patients;
using EcgStream.History.Schema;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace EcgStream.History.Tests.Postgres;

[Collection(PostgresCollection.Name)]
public sealed class OpeningTests(PostgresCluster cluster) : IAsyncDisposable
{
    private readonly PostgresSchema _schema = new(cluster);

    public ValueTask DisposeAsync() => _schema.DisposeAsync();

    [Fact]
    public async Task Open_SeveralAtOnce_MakeTheSchemaOnce()
    {
        var address = _schema.Address;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => HistoryDatabase.Migrate(address, [PostgresMigrator.History]))));
        Assert.Equal(PostgresMigrator.Latest(PostgresMigrator.History), _schema.Scalar("SELECT count(*) FROM schema_versions WHERE component = 'history'"));
        Assert.Empty(HistoryDatabase.Migrate(_schema.Address, [PostgresMigrator.History]));
    }

    [Fact]
    public void Open_NewerSchema_IsRefusedAndLeftAlone()
    {
        HistoryDatabase.Migrate(_schema.Address, [PostgresMigrator.History]);
        _schema.Execute("INSERT INTO schema_versions VALUES ('history', 999, '0999_future.sql')");
        var error = Assert.Throws<HistoryUnavailableException>(() => _schema.Open());
        Assert.Contains("999", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_DatabaseOfAnotherProgram_IsRefusedAndLeftAlone()
    {
        _schema.Execute("CREATE TABLE patients (x integer)");
        var error = Assert.Throws<HistoryUnavailableException>(() => _schema.Open());
        Assert.Equal(PostgresErrorCodes.DuplicateTable, Assert.IsType<PostgresException>(error.InnerException).SqlState);
    }

    [Fact]
    public void Open_NoSuchDatabase_SaysSo()
    {
        var error = Assert.Throws<HistoryUnavailableException>(() => _schema.Open(options => options.Database = $"{cluster.ConnectionString};Database=nowhere"));
        Assert.Equal(PostgresErrorCodes.InvalidCatalogName, Assert.IsType<PostgresException>(error.InnerException).SqlState);
    }

    [Fact]
    public async Task Open_PasswordInTheConnectionString_IsNotLogged()
    {
        await _schema.Open(options => options.Database = $"{_schema.Address};Password=verysecret").AdmitAsync("p1", null, AlarmLimits.Default, "test", default);
        var error = Assert.Throws<HistoryUnavailableException>(() => _schema.Open(options => options.Database = $"{cluster.ConnectionString};Database=nowhere;Password=verysecret"));
        Assert.DoesNotContain("verysecret", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(_schema.Log.GetSnapshot(), entry => entry.Message.Contains("verysecret", StringComparison.Ordinal));
        Assert.Equal(11, Assert.Single(_schema.Log.At(LogLevel.Information)).Id.Id);
    }
}
