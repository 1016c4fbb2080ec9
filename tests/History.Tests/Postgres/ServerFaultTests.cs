using EcgStream.Contracts.Patients;
using Microsoft.Extensions.Logging;

namespace EcgStream.History.Tests.Postgres;

/// <summary>A server that goes and comes back: one of this class's own, others would miss theirs.</summary>
[Collection(PostgresCollection.Name)]
public sealed class ServerFaultTests : IAsyncDisposable
{
    private readonly PostgresCluster _own = new();
    private readonly PostgresSchema _schema;
    private readonly Outcomes _sink = new();

    public ServerFaultTests() => _schema = new PostgresSchema(_own);

    public async ValueTask DisposeAsync()
    {
        await _schema.DisposeAsync();
        _own.Dispose();
    }

    [Fact]
    public async Task TryWrite_ServerGoneAndBack_FailsWithTheReasonAndRecovers()
    {
        var history = await _schema.OpenWith("p1");
        history.TryWrite(Samples.Batch("p1", 1, Samples.Beats(0, 2)), _sink);
        await history.FlushAsync(default);
        _own.Stop();
        for (var i = 0; i < 3; i++)
        {
            history.TryWrite(Samples.Batch("p1", 1, Samples.Beats(2, 2)), _sink);
            await history.FlushAsync(default);
        }

        Assert.False(history.Healthy);
        Assert.Equal("committed 1, stale 0, failed 3", _sink.Summary);
        Assert.Single(_schema.Log.At(LogLevel.Error)); // said once, not with every batch
        await Assert.ThrowsAsync<HistoryUnavailableException>(() => history.AdmitAsync("p2", null, AlarmLimits.Default, "test", default));
        await Assert.ThrowsAsync<HistoryUnavailableException>(() => history.GetPatientsAsync(default));

        _own.Start();
        history.TryWrite(Samples.Batch("p1", 1, Samples.Beats(2, 2)), _sink);
        await history.FlushAsync(default);
        Assert.True(history.Healthy);
        Assert.Equal("committed 2, stale 0, failed 3", _sink.Summary);
        Assert.Equal(4, (await history.FindPatientAsync("p1", default))!.Beats);
    }
}
