using EcgStream.Contracts.Patients;
using EcgStream.History.Queries;
using EcgStream.Signal.Beats;

namespace EcgStream.History.Tests.Sqlite;

/// <summary>Beats on their way from the log of recent beats into their tables: each is seen once wherever it stands.</summary>
public sealed class RecentBeatsTests : IAsyncDisposable
{
    private const double RecentSeconds = 15;
    private readonly HistoryFolder _folder = new(RecentSeconds);
    private readonly Outcomes _sink = new();

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task TryWrite_InTime_GoesFromTheLogIntoTheTables()
    {
        var history = await _folder.OpenWith("p1", "p2");
        await WriteAsync(history, "p1", 0, 20);
        Assert.Equal((0, 20), (InTable, (await history.FindPatientAsync("p1", default))!.Beats));

        _folder.Time.Now += TimeSpan.FromSeconds(RecentSeconds);
        await WriteAsync(history, "p2", 0, 1);

        Assert.Equal(20, InTable);
        Assert.Equal(1, _folder.Scalar("SELECT count(*) FROM recent_beats")); // the row of p2, written in the same transaction
        Assert.Equal((20L, 20 * 140L), (_folder.Scalar("SELECT beats FROM patients WHERE id = 'p1'"), _folder.Scalar("SELECT watermark FROM patients WHERE id = 'p1'")));
        Assert.Equal(20, _folder.Scalar("SELECT sum(beats) FROM minutes"));
        Assert.Equal((20, 1), ((await history.FindPatientAsync("p1", default))!.Beats, (await history.FindPatientAsync("p2", default))!.Beats));
    }

    [Fact]
    public async Task TryWrite_InSeveralTransactionsBeforeTheTime_StaysInTheLog()
    {
        var history = await _folder.OpenWith("p1");
        for (var i = 0; i < 3; i++)
        {
            await WriteAsync(history, "p1", i * 10, 10);
            await history.FlushAsync(default); // in a transaction of its own: the write before it has ended
        }

        Assert.Equal((0, 30), (InTable, (await history.FindPatientAsync("p1", default))!.Beats));
    }

    [Fact]
    public async Task Queries_HalfInTablesHalfInTheLog_SeeEachBeatOnce()
    {
        var history = await _folder.OpenWith("p1");
        await WriteAsync(history, "p1", 0, 100, BeatClass.Pvc);
        _folder.Time.Now += TimeSpan.FromSeconds(RecentSeconds);
        await WriteAsync(history, "p1", 100, 100);
        Assert.Equal(100, InTable);

        var (from, to) = (Samples.Beat(60).Start, Samples.Beat(140).Start);
        var page = await history.GetBeatsAsync("p1", new(from, to, Limit: 50), default);
        Assert.Equal(Enumerable.Range(90, 50).Reverse(), page.Items.Select(row => (int)row.Beat.Index));
        page = await history.GetBeatsAsync("p1", new(from, to, Before: long.Parse(page.Next!), Limit: 50), default);
        Assert.Equal(Enumerable.Range(60, 30).Reverse(), page.Items.Select(row => (int)row.Beat.Index));
        Assert.Null(page.Next);
        Assert.Equal(100, (await history.GetBeatsAsync("p1", new(Class: BeatClass.Pvc, Limit: 1000), default)).Items.Count);
        Assert.Equal(100, (await history.GetBeatsAsync("p1", new(Class: BeatClass.Normal, Limit: 1000), default)).Items.Count);
        Assert.Equal(Samples.Beat(150), (await history.FindBeatAsync("p1", 150, default))!.Beat);
        Assert.Equal(Samples.Beat(50, BeatClass.Pvc), (await history.FindBeatAsync("p1", 50, default))!.Beat);
        var hour = Assert.Single(await history.GetTrendAsync("p1", Samples.Start, Samples.Start.AddHours(1), TrendResolution.Hour, default));
        Assert.Equal((200, 100, 100), (hour.Beats, hour.Classes.Pvc, hour.Classes.Normal));
        Assert.Equal(Enumerable.Range(0, 200).Select(i => (long)i), await HashedAsync(history));
        Assert.Equal(Enumerable.Range(92, 108).Select(i => (long)i), (await history.OpenAsync("p1", 108, default))!.RecentBeats.Select(beat => beat.Index));
    }

    [Fact]
    public async Task Open_AfterAKill_FindsWhatStoodInTheLog()
    {
        var history = await _folder.OpenWith("p1", "p2", "p3", "p4");
        foreach (var patient in new[] { "p1", "p2", "p4" }) await WriteAsync(history, patient, 0, 30);
        _folder.Time.Now += TimeSpan.FromSeconds(RecentSeconds);
        await WriteAsync(history, "p3", 0, 1); // moves one patient, waiting for it perhaps another: the log's rows stay until all are
        Assert.InRange(InTable, 30, 60);
        await WriteAsync(history, "p1", 30, 5);

        await using var killed = _folder.Killed();
        var again = killed.Open();

        Assert.Equal(
            [("p1", 35L, 35 * 140L), ("p2", 30, 30 * 140), ("p3", 1, 140), ("p4", 30, 30 * 140)],
            (await again.GetPatientsAsync(default)).Select(patient => (patient.PatientId, patient.Beats, patient.Watermark)));
        Assert.Equal(Enumerable.Range(0, 35).Select(i => (long)i), await HashedAsync(again));
        await again.DisposeAsync();
        Assert.Equal((96L, 0L), (killed.Scalar("SELECT count(*) FROM beats"), killed.Scalar("SELECT count(*) FROM recent_beats")));
        Assert.Equal((96L, 96L), (killed.Scalar("SELECT sum(beats) FROM minutes"), killed.Scalar("SELECT sum(beats) FROM patients")));
    }

    [Fact]
    public async Task TryWrite_BeatsOfTheLogAgain_ChangesNothing()
    {
        var history = await _folder.OpenWith("p1");
        await WriteAsync(history, "p1", 5, 10);
        var altered = Samples.Beats(0, 20).Select(beat => beat with { SampleHash = 1 }).ToList();
        history.TryWrite(Samples.Batch("p1", 1, [.. altered, .. altered]), _sink);
        await history.FlushAsync(default);

        Assert.Equal(20, (await history.FindPatientAsync("p1", default))!.Beats);
        Assert.Equal(Samples.Beat(7).SampleHash, (await history.FindBeatAsync("p1", 7, default))!.Beat.SampleHash);
        Assert.Equal(1UL, (await history.FindBeatAsync("p1", 2, default))!.Beat.SampleHash);
        await history.DisposeAsync();
        Assert.Equal((20L, 20L), (InTable, _folder.Scalar("SELECT sum(beats) FROM minutes")));
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
        Assert.Equal((10, 0), ((await history.FindPatientAsync("p1", default))!.Beats, InTable));

        _folder.Execute("ALTER TABLE elsewhere RENAME TO minutes");
        await WriteAsync(history, "p1", 10, 10);
        Assert.True(history.Healthy);
        Assert.Equal(20, (await history.FindPatientAsync("p1", default))!.Beats);
        await history.DisposeAsync();
        Assert.Equal((20L, 20L), (InTable, _folder.Scalar("SELECT sum(beats) FROM minutes")));
    }

    [Fact]
    public async Task TryWrite_TheTableRefusesABeatOfTheLog_LeavesItOutAsAHole()
    {
        var history = await _folder.OpenWith("p1");
        await WriteAsync(history, "p1", 0, 5);
        _folder.RefuseBeat(patient: 1, beat: 3);
        _folder.Time.Now += TimeSpan.FromSeconds(RecentSeconds);
        await WriteAsync(history, "p1", 5, 1);

        Assert.Equal((4, 5), (InTable, (await history.FindPatientAsync("p1", default))!.Beats));
        Assert.Equal(3, Assert.Single(await history.GetHolesAsync("p1", default)).FirstBeat);
        var left = Assert.Single(_folder.Log.At(Microsoft.Extensions.Logging.LogLevel.Error));
        Assert.Equal((7, "beat 3"), (left.Id.Id, left.GetStructuredStateValue("What")));
    }

    [Fact]
    public async Task GetTrendAsync_WhileBeatsAreMoved_NeverCountsOneTwice()
    {
        var history = await _folder.OpenWith("p1");
        using var done = new CancellationTokenSource();
        var reading = Task.Run(async () =>
        {
            var before = 0L;
            while (!done.IsCancellationRequested)
            {
                var now = (await history.GetTrendAsync("p1", Samples.Start, Samples.Start.AddHours(4), TrendResolution.Hour, default)).Sum(point => point.Beats);
                var stored = (await history.FindPatientAsync("p1", default))!.Beats;
                Assert.InRange(now, before, stored);
                before = now;
            }
        });
        for (var i = 0; i < 300; i++)
        {
            await WriteAsync(history, "p1", i * 10, 10);
            if (i % 3 == 0) _folder.Time.Now += TimeSpan.FromSeconds(RecentSeconds);
        }

        await done.CancelAsync();
        await reading;
    }

    private long InTable => _folder.Scalar("SELECT count(*) FROM beats");

    private static async Task<List<long>> HashedAsync(StoredHistory history)
    {
        List<long> beats = [];
        await foreach (var (beat, _) in history.ReadHashesAsync("p1", default)) beats.Add(beat);
        return beats;
    }

    private async Task WriteAsync(StoredHistory history, string patient, int first, int count, BeatClass beatClass = BeatClass.Normal)
    {
        history.TryWrite(Samples.Batch(patient, 1, Enumerable.Range(first, count).Select(i => Samples.Beat(i, beatClass))), _sink);
        await history.FlushAsync(default);
    }
}
