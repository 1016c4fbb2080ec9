using EcgStream.Contracts.Patients;
using Microsoft.Data.Sqlite;

namespace EcgStream.History.Tests.Sqlite;

public sealed class OpeningTests : IAsyncDisposable
{
    private readonly HistoryFolder _folder = new();

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task Open_NoFile_MakesItWithTheLatestSchema()
    {
        await _folder.Open().DisposeAsync();
        Assert.Equal(EcgStream.History.Sqlite.SqliteSchema.Latest, _folder.Scalar("PRAGMA user_version"));
        Assert.Equal(1, _folder.Scalar("SELECT count(*) FROM pragma_journal_mode WHERE journal_mode = 'wal'"));
    }

    [Fact]
    public async Task Open_DirectoryMissing_MakesIt()
    {
        var path = Path.Combine(Path.GetDirectoryName(_folder.Path)!, "deep", "er", "history.db");
        await _folder.Open(o => o.Database = path).DisposeAsync();
        Assert.True(File.Exists(path));
    }

    [Fact]
    public async Task Open_Again_FindsWhatWasStored()
    {
        await using (var first = await _folder.OpenWith("p1"))
        {
        }

        Assert.Equal(2, (await _folder.Open().OpenAsync("p1", 0, default))!.Patient.Epoch);
    }

    [Fact]
    public void Open_NewerSchema_IsRefusedAndLeftAlone()
    {
        _folder.Execute("CREATE TABLE future (x); PRAGMA user_version = 999");
        var error = Assert.Throws<HistoryUnavailableException>(() => _folder.Open());
        Assert.Contains("999", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, _folder.Scalar("SELECT count(*) FROM sqlite_schema"));
    }

    [Fact]
    public void Open_DatabaseOfAnotherProgram_IsRefusedAndLeftAlone()
    {
        _folder.Execute("CREATE TABLE invoices (x)");
        Assert.Throws<HistoryUnavailableException>(() => _folder.Open());
        Assert.Equal(1, _folder.Scalar("SELECT count(*) FROM sqlite_schema"));
    }

    [Fact]
    public void Open_NoDatabase_SaysSo()
    {
        File.WriteAllText(_folder.Path, new string('x', 10_000));
        var error = Assert.Throws<HistoryUnavailableException>(() => _folder.Open());
        Assert.Equal(SQLitePCL.raw.SQLITE_NOTADB, Assert.IsType<SqliteException>(error.InnerException).SqliteErrorCode);
        Assert.Contains(_folder.Path, error.Message, StringComparison.Ordinal);
        Assert.Equal(new string('x', 10_000), File.ReadAllText(_folder.Path));
    }

    [Fact]
    public void Open_Locked_SaysSo()
    {
        _folder.Execute("SELECT 1");
        using var other = _folder.Connect();
        HistoryFolder.Execute(other, "CREATE TABLE x (y); DROP TABLE x; BEGIN EXCLUSIVE");
        var error = Assert.Throws<HistoryUnavailableException>(() => _folder.Open());
        Assert.Equal(SQLitePCL.raw.SQLITE_BUSY, Assert.IsType<SqliteException>(error.InnerException).SqliteErrorCode);
    }

    [Fact]
    public async Task Open_PowerCutOption_SetsSynchronous()
    {
        await using (var history = _folder.Open(o => o.SurvivePowerCut = false)) await history.AdmitAsync("p1", null, AlarmLimits.Default, "test", default);
        await _folder.Open().AdmitAsync("p2", null, AlarmLimits.Default, "test", default);
        Assert.Equal(["NORMAL", "FULL"], _folder.Log.At(Microsoft.Extensions.Logging.LogLevel.Information).Select(opened => opened.GetStructuredStateValue("Synchronous")));
    }
}
