using EcgStream.Contracts.Patients;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace EcgStream.History.Tests.Sqlite;

public sealed class StoreFaultTests : IAsyncDisposable
{
    private readonly HistoryFolder _folder = new(recentSeconds: 0);
    private readonly Outcomes _sink = new();

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task TryWrite_FileLocked_FailsWithTheReasonAndRecovers()
    {
        var history = await _folder.OpenWith("p1");
        using (var other = _folder.Connect())
        {
            HistoryFolder.Execute(other, "BEGIN EXCLUSIVE");
            for (var i = 0; i < 3; i++)
            {
                history.TryWrite(Samples.Batch("p1", 1, Samples.Beats(0, 2)), _sink);
                await history.FlushAsync(default);
            }

            Assert.False(history.Healthy);
            Assert.Equal("committed 0, stale 0, failed 3", _sink.Summary);
            var reason = Assert.IsType<HistoryUnavailableException>(_sink.Lost.First().Reason);
            Assert.Equal(SQLitePCL.raw.SQLITE_BUSY, Assert.IsType<SqliteException>(reason.InnerException).SqliteErrorCode);
            Assert.Equal(reason.Message, (await Assert.ThrowsAsync<HistoryUnavailableException>(
                () => history.AdmitAsync("p2", null, AlarmLimits.Default, "test", default))).Message);
            Assert.Single(_folder.Log.At(LogLevel.Error)); // said once, not with every batch
            HistoryFolder.Execute(other, "ROLLBACK");
        }

        history.TryWrite(Samples.Batch("p1", 1, Samples.Beats(0, 2)), _sink);
        await history.FlushAsync(default);

        Assert.True(history.Healthy);
        Assert.Equal("committed 1, stale 0, failed 3", _sink.Summary);
        Assert.Equal(2, _folder.Scalar("SELECT count(*) FROM beats"));
    }

    [Fact]
    public async Task TryWrite_LockedForLessThanTheBusyTimeout_Waits()
    {
        var history = _folder.Open(o => o.BusyTimeoutMs = 60_000);
        await history.AdmitAsync("p1", null, AlarmLimits.Default, "test", default);
        await history.OpenAsync("p1", 0, default);
        using var other = _folder.Connect();
        HistoryFolder.Execute(other, "BEGIN EXCLUSIVE");
        history.TryWrite(Samples.Batch("p1", 1, Samples.Beats(0, 2)), _sink);
        HistoryFolder.Execute(other, "ROLLBACK");
        await history.FlushAsync(default);
        Assert.Equal("committed 1, stale 0, failed 0", _sink.Summary);
    }

    [Fact]
    public async Task TryWrite_FileTakenAway_FailsUntilItIsBack()
    {
        var history = await _folder.OpenWith("p1");
        File.Move(_folder.Path, _folder.Path + ".away");
        history.TryWrite(Samples.Batch("p1", 1, Samples.Beats(0, 2)), _sink);
        await history.FlushAsync(default);

        Assert.False(history.Healthy);
        Assert.Null(Assert.IsType<HistoryUnavailableException>(Assert.Single(_sink.Lost).Reason).InnerException); // found by looking, not by an error
        Assert.False(File.Exists(_folder.Path));

        File.Move(_folder.Path + ".away", _folder.Path);
        history.TryWrite(Samples.Batch("p1", 1, Samples.Beats(0, 2)), _sink);
        await history.FlushAsync(default);
        Assert.True(history.Healthy);
        Assert.Equal("committed 1, stale 0, failed 1", _sink.Summary);
    }

    [Fact]
    public async Task TryWrite_TableGone_FailsAndNothingOfTheTransactionIsStored()
    {
        var history = await _folder.OpenWith("p1", "p2");
        _folder.Execute("ALTER TABLE holes RENAME TO elsewhere");
        var hole = new Hole(2, 1, Samples.Start, "declared lost by the producer");
        history.TryWrite(Samples.Batch("p1", 1, Samples.Beats(0, 2), holes: [hole]), _sink);
        await history.FlushAsync(default);
        Assert.False(history.Healthy);
        Assert.Equal("committed 0, stale 0, failed 1", _sink.Summary);
        Assert.Equal(0, _folder.Scalar("SELECT count(*) FROM beats"));

        _folder.Execute("ALTER TABLE elsewhere RENAME TO holes");
        history.TryWrite(Samples.Batch("p1", 1, Samples.Beats(0, 2), holes: [hole]), _sink);
        await history.FlushAsync(default);
        Assert.True(history.Healthy);
        Assert.Equal(2, _folder.Scalar("SELECT count(*) FROM beats"));
    }
}
