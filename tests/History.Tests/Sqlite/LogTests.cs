namespace EcgStream.History.Tests.Sqlite;

/// <summary>The write-ahead log stays bounded, however the processes end.</summary>
public sealed class LogTests : IAsyncDisposable
{
    private const int Pages = 64; // the log is folded in beside the writing, and waited for at four times as many
    private readonly HistoryFolder _folder = new();
    private readonly Outcomes _sink = new();

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task TryWrite_ForLong_FoldsTheLogIn()
    {
        var history = _folder.Open(options => options.LogPages = Pages);
        await WriteAsync(history, first: 0, transactions: 200);
        Assert.InRange(LogBytes(_folder.Path), 1, 5 * Pages * 4096);
    }

    [Fact]
    public async Task DisposeAsync_FoldsTheLogIn()
    {
        var history = _folder.Open();
        await WriteAsync(history, first: 0, transactions: 20);
        await history.DisposeAsync();
        Assert.False(File.Exists(_folder.Path + "-wal"));
    }

    [Fact]
    public async Task Open_KilledAgainAndAgainBeforeItFoldedInAnything_DoesNotLetTheLogGrow()
    {
        await _folder.Open(options => options.LogPages = Pages).DisposeAsync();
        var path = _folder.Path;
        for (var kill = 0; kill < 12; kill++)
        {
            var history = _folder.Open(options => (options.LogPages, options.Database) = (Pages, path));
            await WriteAsync(history, first: kill * 5, transactions: 5); // well below the limit: a process alone folds in nothing
            path = CopyOf(path, kill);
        }

        Assert.InRange(LogBytes(path), 1, 2 * Pages * 4096);
        var last = _folder.Open(options => (options.LogPages, options.Database) = (Pages, path));
        Assert.Equal(60, (await last.FindPatientAsync("p1", default))!.Beats);
    }

    /// <summary>What a killed process leaves: file and log as they are.</summary>
    private static string CopyOf(string path, int number)
    {
        var copy = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(path)!, $"killed-{number}.db");
        File.Copy(path, copy);
        File.Copy(path + "-wal", copy + "-wal");
        return copy;
    }

    private async Task WriteAsync(StoredHistory history, int first, int transactions)
    {
        await history.AdmitAsync("p1", null, Contracts.Patients.AlarmLimits.Default, "test", default);
        var epoch = (await history.OpenAsync("p1", 0, default))!.Patient.Epoch;
        for (var i = 0; i < transactions; i++)
        {
            history.TryWrite(Samples.Batch("p1", epoch, Samples.Beats(first + i, 1)), _sink);
            await history.FlushAsync(default);
        }
    }

    private static long LogBytes(string path) => new FileInfo(path + "-wal").Length;
}
