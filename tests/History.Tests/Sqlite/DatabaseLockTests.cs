using System.Text.Json;

namespace EcgStream.History.Tests.Sqlite;

/// <summary>One process has an SQLite file for as long as it runs.</summary>
public sealed class DatabaseLockTests : IAsyncDisposable
{
    private readonly HistoryFolder _folder = new();

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public void Open_FileInUse_SaysWhoHasItSinceWhen()
    {
        _folder.Open();
        var opened = _folder.Time.Now;
        _folder.Time.Now += TimeSpan.FromHours(1);

        var refusal = Assert.Throws<HistoryUnavailableException>(() => _folder.Open());

        Assert.Equal(new DatabaseHolder(Environment.ProcessId, Environment.MachineName, opened), refusal.Holder);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public void Open_FileInUseThroughALink_IsRefused()
    {
        _folder.Open();
        File.CreateSymbolicLink(_folder.Path + ".link", _folder.Path);

        Assert.NotNull(Assert.Throws<HistoryUnavailableException>(() => _folder.Open(options => options.Database = _folder.Path + ".link")).Holder);
    }

    [Fact]
    public async Task Open_AfterTheHolderHasClosed_Succeeds()
    {
        await (await _folder.OpenWith("p1")).DisposeAsync();

        Assert.NotNull(await _folder.Open().FindPatientAsync("p1", default));
    }

    [Fact]
    public void Open_FilesOfAKilledHolder_Succeeds()
    {
        File.WriteAllText(_folder.Path + ".lock", "");
        File.WriteAllText(_folder.Path + ".holder", """{"processId":1,"machine":"gone","since":"2026-01-01T00:00:00Z"}""");

        _folder.Open();

        using var holder = JsonDocument.Parse(File.ReadAllBytes(_folder.Path + ".holder"));
        Assert.Equal(Environment.ProcessId, holder.RootElement.GetProperty("processId").GetInt32());
    }

    [Fact]
    public async Task Open_FileThatCannotBeUsed_LeavesNoLock()
    {
        await _folder.Open().DisposeAsync();
        var version = _folder.Scalar("PRAGMA user_version");
        _folder.Execute("PRAGMA user_version = 1000000");
        Assert.Null(Assert.Throws<HistoryUnavailableException>(() => _folder.Open()).Holder);

        _folder.Execute($"PRAGMA user_version = {version}");

        _folder.Open();
    }

    [Fact]
    public async Task Migrate_FileInUse_IsRefusedUnlessThereIsNothingToDo()
    {
        var history = _folder.Open();
        Assert.Empty(HistoryDatabase.Migrate(_folder.Path, []));
        var version = _folder.Scalar("PRAGMA user_version");

        _folder.Execute("PRAGMA user_version = 1");
        Assert.NotNull(Assert.Throws<HistoryUnavailableException>(() => HistoryDatabase.Migrate(_folder.Path, [])).Holder);
        Assert.Equal(1, _folder.Scalar("PRAGMA user_version"));

        _folder.Execute($"PRAGMA user_version = {version}");
        await history.DisposeAsync();
    }
}
