using EcgStream.Contracts.Patients;
using Microsoft.Extensions.Logging;

namespace EcgStream.History.Tests.Sqlite;

/// <summary>Waveforms on their way from the log of recent ones into their table: readers find them wherever they stand.</summary>
public sealed class RecentWaveformsTests : IAsyncDisposable
{
    private const double RecentSeconds = 15;
    private readonly HistoryFolder _folder = new(RecentSeconds);
    private readonly Outcomes _sink = new();

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task GetBeatsAsync_HalfInTheTableHalfInTheLog_BringsEachWaveform()
    {
        var history = await _folder.OpenWith("p1", "p2");
        await WriteAsync(history, "p1", 0, 20);
        await MoveAsync(history, by: "p2");
        await WriteAsync(history, "p1", 20, 20);
        Assert.Equal((10, 11), (Rows("waveforms"), Rows("recent_waveforms"))); // one of p2

        var page = await history.GetBeatsAsync("p1", new(Limit: 100, Waveforms: true), default);
        Assert.Equal(Enumerable.Range(0, 40).Reverse(), page.Items.Select(row => (int)row.Beat.Index));
        foreach (var row in page.Items) AssertWaveform(row);
        AssertWaveform((await history.FindBeatAsync("p1", 8, default))!);
        AssertWaveform((await history.FindBeatAsync("p1", 28, default))!);
        Assert.All((await history.GetBeatsAsync("p1", new(Limit: 100), default)).Items, row => Assert.Null(row.Waveform));
    }

    [Fact]
    public async Task FindBeatAsync_BeatInItsTableAndWaveformInTheLog_BringsBoth()
    {
        var history = await _folder.OpenWith("p1", "p2");
        await WriteAsync(history, "p1", 0, 20);
        await MoveAsync(history, by: "p2");
        history.TryWrite(Samples.Batch("p1", 1, [], waveforms: [(7, Samples.Waveform(7))]), _sink); // an alarm was raised near it
        await history.FlushAsync(default);

        Assert.Equal(Samples.Waveform(7), (await history.FindBeatAsync("p1", 7, default))!.Waveform);
        await MoveAsync(history, by: "p2");
        Assert.Equal((11, 1), (Rows("waveforms", patient: 1), Rows("waveforms", patient: 2)));
        Assert.Equal(Samples.Waveform(7), (await history.FindBeatAsync("p1", 7, default))!.Waveform);
    }

    [Fact]
    public async Task Open_AfterAKill_FindsThemInTheLog()
    {
        var history = await _folder.OpenWith("p1", "p2");
        await WriteAsync(history, "p1", 0, 20);
        await MoveAsync(history, by: "p2");
        await WriteAsync(history, "p1", 20, 20);

        await using var killed = _folder.Killed();
        var again = killed.Open();

        foreach (var row in (await again.GetBeatsAsync("p1", new(Limit: 100, Waveforms: true), default)).Items) AssertWaveform(row);
        await again.DisposeAsync();
        Assert.Equal((21L, 0L), (killed.Scalar("SELECT count(*) FROM waveforms"), killed.Scalar("SELECT count(*) FROM recent_waveforms")));
    }

    [Fact]
    public async Task TryWrite_ABatchTwice_KeepsItsWaveformsOnce()
    {
        var history = await _folder.OpenWith("p1");
        await WriteAsync(history, "p1", 0, 10);
        await WriteAsync(history, "p1", 0, 10);

        AssertWaveform((await history.FindBeatAsync("p1", 4, default))!);
        foreach (var row in (await history.GetBeatsAsync("p1", new(Limit: 100, Waveforms: true), default)).Items) AssertWaveform(row);
        await history.DisposeAsync();
        Assert.Equal(5, Rows("waveforms"));
    }

    [Fact]
    public async Task TryWrite_TheTableRefusesAWaveformOfTheLog_LeavesItOut()
    {
        var history = await _folder.OpenWith("p1", "p2");
        await WriteAsync(history, "p1", 0, 10);
        _folder.Execute("CREATE TRIGGER refuse BEFORE INSERT ON waveforms WHEN new.beat = 4 BEGIN SELECT RAISE(ABORT, 'refused'); END");
        await MoveAsync(history, by: "p2");

        Assert.Equal([0L, 2, 6, 8], (await history.GetBeatsAsync("p1", new(Limit: 100, Waveforms: true), default)).Items
            .Where(row => row.Waveform is not null).Select(row => row.Beat.Index).Reverse());
        var left = Assert.Single(_folder.Log.At(LogLevel.Error));
        Assert.Equal((7, "waveform of beat 4"), (left.Id.Id, left.GetStructuredStateValue("What")));
    }

    [Fact]
    public async Task TryWrite_TransactionFails_LeavesTheLogAsItWas()
    {
        var history = await _folder.OpenWith("p1");
        await WriteAsync(history, "p1", 0, 10);
        _folder.Time.Now += TimeSpan.FromSeconds(RecentSeconds);
        _folder.Execute("ALTER TABLE minutes RENAME TO elsewhere");
        await WriteAsync(history, "p1", 10, 10); // would move the first ten
        Assert.False(history.Healthy);
        AssertWaveform((await history.FindBeatAsync("p1", 4, default))!);

        _folder.Execute("ALTER TABLE elsewhere RENAME TO minutes");
        await WriteAsync(history, "p1", 10, 10);
        Assert.True(history.Healthy);
        AssertWaveform((await history.FindBeatAsync("p1", 14, default))!);
        await history.DisposeAsync();
        Assert.Equal((10, 0), (Rows("waveforms"), Rows("recent_waveforms")));
    }

    [Fact]
    public async Task TryWrite_MoreThanATransactionDeletes_EmptiesTheLogByAndBy()
    {
        var history = await _folder.OpenWith("p1", "p2");
        for (var i = 0; i < 50; i++) await WriteAsync(history, "p1", i * 100, 100); // 2,500 waveforms, 50 rows of beats
        _folder.Time.Now += TimeSpan.FromSeconds(RecentSeconds);
        for (var beat = 0; beat < 10 && Rows("beats") < 5_000; beat++) await WriteAsync(history, "p2", beat, 1); // each moves a patient at most
        Assert.InRange(Rows("beats"), 5_000, 5_010);
        var left = Rows("recent_waveforms", patient: 1);
        Assert.InRange(left, 1, 2_499);

        for (var beat = 100; beat < 103; beat++) await WriteAsync(history, "p2", beat, 1);
        Assert.Equal((2_500, 0), (Rows("waveforms", patient: 1), Rows("recent_waveforms", patient: 1)));
        Assert.InRange(Rows("recent_beats"), 1, 10); // of p2
        AssertWaveform((await history.FindBeatAsync("p1", 4_000, default))!);
    }

    [Fact]
    public async Task FindBeatAsync_WhileWaveformsAreMoved_NeverMissesOne()
    {
        var history = await _folder.OpenWith("p1");
        await WriteAsync(history, "p1", 0, 10);
        using var done = new CancellationTokenSource();
        var last = 8L;
        var reading = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                AssertWaveform((await history.FindBeatAsync("p1", Volatile.Read(ref last), default))!);
                foreach (var row in (await history.GetBeatsAsync("p1", new(Limit: 30, Waveforms: true), default)).Items) AssertWaveform(row);
            }
        });
        for (var i = 1; i < 200; i++)
        {
            await WriteAsync(history, "p1", i * 10, 10);
            Volatile.Write(ref last, i * 10 + 8);
            if (i % 3 == 0) _folder.Time.Now += TimeSpan.FromSeconds(RecentSeconds);
        }

        await done.CancelAsync();
        await reading;
    }

    private int Rows(string table) => (int)_folder.Scalar($"SELECT count(*) FROM {table}");

    private int Rows(string table, int patient) => (int)_folder.Scalar($"SELECT count(*) FROM {table} WHERE patient = {patient}");

    /// <summary>Every second beat has a waveform.</summary>
    private static void AssertWaveform(BeatRecord row) =>
        Assert.Equal(row.Beat.Index % 2 == 0 ? Samples.Waveform(row.Beat.Index) : null, row.Waveform);

    /// <summary>Another patient's write, after the time: it moves what waits.</summary>
    private async Task MoveAsync(StoredHistory history, string by)
    {
        _folder.Time.Now += TimeSpan.FromSeconds(RecentSeconds);
        await WriteAsync(history, by, (int)(await history.FindPatientAsync(by, default))!.Beats * 2, 1);
    }

    private async Task WriteAsync(StoredHistory history, string patient, int first, int count)
    {
        var beats = Enumerable.Range(first, count).ToList();
        history.TryWrite(
            Samples.Batch(patient, 1, beats.Select(i => Samples.Beat(i)),
                waveforms: [.. beats.Where(i => i % 2 == 0).Select(i => ((long)i, (ReadOnlyMemory<float>)Samples.Waveform(i)))]),
            _sink);
        await history.FlushAsync(default);
    }
}
