using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace EcgStream.History.Tests;

public sealed class RegistrationTests : IAsyncDisposable
{
    private readonly HistoryFolder _folder = new();

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task AddEcgHistory_HostStarts_OpensTheDatabaseAndClosesItInTheEnd()
    {
        using (var host = Build(("History:Database", _folder.Path)))
        {
            await host.StartAsync();
            Assert.True(File.Exists(_folder.Path));
            Assert.IsType<SqliteHistory>(host.Services.GetRequiredService<IHistory>());
            Assert.Same(host.Services.GetRequiredService<IHistory>(), host.Services.GetRequiredService<IThresholdLog>());
            await host.StopAsync();
        }

        Assert.False(File.Exists(_folder.Path + "-wal"));
    }

    [Theory]
    [InlineData("QueueCapacity", "5", "History:QueueCapacity is 5; allowed: 16 to 1048576.")]
    [InlineData("MaxTransactionRows", "0", "History:MaxTransactionRows is 0; allowed: 1 to 1000000.")]
    [InlineData("BusyTimeoutMs", "-1", "History:BusyTimeoutMs is -1; allowed: 0 to 60000.")]
    [InlineData("LogPages", "15", "History:LogPages is 15; allowed: 16 to 1048576.")]
    [InlineData("Readers", "65", "History:Readers is 65; allowed: 1 to 64.")]
    [InlineData("Database", " ", "History:Database must name a file.")]
    public async Task AddEcgHistory_OptionOutOfRange_StopsTheStartAndNamesIt(string key, string value, string message)
    {
        using var host = Build(key == "Database" ? [("History:Database", value)] : [("History:Database", _folder.Path), ($"History:{key}", value)]);
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Equal(message, Assert.Single(error.Failures));
        Assert.False(File.Exists(_folder.Path));
    }

    [Fact]
    public async Task AddEcgHistory_DatabaseUnusable_StopsTheStartWithTheReason()
    {
        File.WriteAllText(_folder.Path, new string('x', 10_000));
        using var host = Build(("History:Database", _folder.Path));
        var error = await Assert.ThrowsAsync<HistoryUnavailableException>(() => host.StartAsync());
        Assert.Equal(SQLitePCL.raw.SQLITE_NOTADB, Assert.IsType<SqliteException>(error.InnerException).SqliteErrorCode);
    }

    private static IHost Build(params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        builder.Services.AddEcgHistory();
        return builder.Build();
    }
}
