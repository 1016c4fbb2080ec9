using EcgStream.Contracts.Alarms;
using EcgStream.Contracts.Patients;
using EcgStream.History.Queries;
using EcgStream.Signal.Beats;

namespace EcgStream.History.Tests.Queries;

public abstract class QueryTests(StoreUnderTest store) : IAsyncDisposable
{
    private readonly Outcomes _sink = new();

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task GetBeatsAsync_Pages_CoverEveryBeatOnceNewestFirst()
    {
        var history = await WithBeats(25);
        List<long> seen = [];
        string? next = null;
        do
        {
            var page = await history.GetBeatsAsync(
                "p1", new BeatQuery(Before: next is null ? null : long.Parse(next), Limit: 10), default);
            seen.AddRange(page.Items.Select(r => r.Beat.Index));
            next = page.Next;
        }
        while (next is not null);
        Assert.Equal(Enumerable.Range(0, 25).Reverse().Select(i => (long)i), seen);
    }

    [Fact]
    public async Task GetBeatsAsync_LastPageExactlyFull_HasNoNext()
    {
        var history = await WithBeats(10);
        Assert.Null((await history.GetBeatsAsync("p1", new BeatQuery(Limit: 10), default)).Next);
        Assert.Equal("1", (await history.GetBeatsAsync("p1", new BeatQuery(Limit: 9), default)).Next);
    }

    [Fact]
    public async Task GetBeatsAsync_Times_FromIsInTheRangeAndToIsNot()
    {
        var history = await WithBeats(20);
        var query = new BeatQuery(From: Samples.Beat(5).Start, To: Samples.Beat(8).Start);
        await AssertBeats(history, query, [7L, 6, 5]);
        await AssertBeats(history, query with { Before = 7 }, [6L, 5]);
        await AssertBeats(history, query with { To = null, Limit = 2 }, [19L, 18]);
        await AssertBeats(history, new BeatQuery(To: Samples.Beat(2).Start), [1L, 0]);
    }

    [Fact]
    public async Task GetBeatsAsync_TimesOfAClockThatJumped_BringsEveryBeatOfTheSpan()
    {
        var history = await store.OpenWith("p1");
        // Beats 100 to 119 of a clock that was five minutes ahead, those from 120 on of one that was two minutes behind.
        var beats = Samples.Beats(0, 300)
            .Select(beat => beat with { Start = beat.Start.AddMinutes(beat.Index is >= 100 and < 120 ? 5 : beat.Index >= 120 ? -2 : 0) }).ToList();
        foreach (var batch in beats.Chunk(9)) history.TryWrite(Samples.Batch("p1", 1, batch), _sink);
        await history.FlushAsync(default);

        var (from, to) = (Samples.Start.AddSeconds(50), Samples.Start.AddSeconds(100));
        var inside = beats.Where(beat => beat.Start >= from && beat.Start < to).Select(beat => beat.Index).Reverse().ToArray();
        Assert.True(inside[0] - inside[^1] >= inside.Length); // not one run of beats
        await AssertBeats(history, new BeatQuery(From: from, To: to, Limit: 1000), inside);
        await AssertBeats(history, new BeatQuery(From: Samples.Start.AddMinutes(6)), [.. Enumerable.Range(100, 20).Reverse().Select(i => (long)i)]);
        await AssertBeats(history, new BeatQuery(From: Samples.Start.AddMinutes(9)), []);
    }

    [Fact]
    public async Task GetBeatsAsync_Class_BringsThatClassAlone()
    {
        var history = await WithBeats(20, i => i % 7 == 3 ? BeatClass.Pvc : i % 7 == 4 ? BeatClass.Unclassified : BeatClass.Normal);
        await AssertBeats(history, new BeatQuery(Class: BeatClass.Pvc), [17L, 10, 3]);
        await AssertBeats(history, new BeatQuery(
            Class: BeatClass.Pvc, From: Samples.Beat(4).Start, To: Samples.Beat(17).Start), [10L]);
        await AssertBeats(history, new BeatQuery(Class: BeatClass.Normal, Limit: 2), [19L, 16]);
        await AssertBeats(history, new BeatQuery(Class: BeatClass.Unknown), []);
    }

    [Fact]
    public async Task GetBeatsAsync_WithoutWaveforms_SaysTheyWereNotAskedFor()
    {
        var history = await WithBeats(1);
        var beat = Assert.Single((await history.GetBeatsAsync("p1", new BeatQuery(), default)).Items);
        Assert.Null(beat.Waveform);
        Assert.Equal("not asked for", beat.WaveformAbsent);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public async Task GetBeatsAsync_LimitOutOfRange_IsRefused(int limit)
    {
        var history = await WithBeats(1);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => history.GetBeatsAsync("p1", new BeatQuery(Limit: limit), default));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => history.GetAlarmsAsync(new AlarmQuery(Limit: limit), default));
    }

    [Fact]
    public async Task Reads_UnknownPatientOrBeat_AreEmpty()
    {
        var history = await WithBeats(1);
        Assert.Empty((await history.GetBeatsAsync("nobody", new BeatQuery(), default)).Items);
        Assert.Empty(await history.GetHolesAsync("nobody", default));
        Assert.Null(await history.FindBeatAsync("p1", 1, default));
        Assert.Null(await history.FindPatientAsync("nobody", default));
        Assert.Empty((await history.GetAlarmsAsync(new AlarmQuery(PatientId: "nobody"), default)).Items);
    }

    [Fact]
    public async Task ReadHashesAsync_MoreThanOnePortion_BringsAllByIndex()
    {
        var history = await store.OpenWith("p1", "p2");
        history.TryWrite(Samples.Batch("p2", 1, Samples.Beats(0, 3)), _sink);
        var beats = Samples.Beats(0, 10_000).Select(b => b with { SampleHash = ulong.MaxValue - (ulong)b.Index }).ToArray();
        history.TryWrite(Samples.Batch("p1", 1, beats.Append(Samples.Beat(20_000))), _sink);
        await history.FlushAsync(default);

        List<(long, ulong)> read = [];
        await foreach (var hash in history.ReadHashesAsync("p1", default)) read.Add(hash);
        Assert.Equal(beats.Append(Samples.Beat(20_000)).Select(b => (b.Index, b.SampleHash)), read);
    }

    [Fact]
    public async Task GetAlarmsAsync_Pages_EndWithoutNextAndMeetLaterChanges()
    {
        var history = await store.OpenWith("p1", "p2");
        history.TryWrite(Samples.Batch("p1", 1, [], [.. Enumerable.Range(0, 3).Select(i => Samples.Alarm("p1", i))]), _sink);
        history.TryWrite(Samples.Batch("p2", 1, [], [Samples.Alarm("p2", 7, AlarmState.Latched)]), _sink);
        await history.FlushAsync(default);

        var first = await history.GetAlarmsAsync(new AlarmQuery(Limit: 3), default);
        Assert.Equal([1L, 2, 3], first.Items.Select(a => a.Cursor!.Value));
        Assert.Equal("3", first.Next);
        var second = await history.GetAlarmsAsync(new AlarmQuery(After: 3, Limit: 1), default); // full, and still the last
        Assert.Equal([4L], second.Items.Select(a => a.Cursor!.Value));
        Assert.Null(second.Next);
        var none = await history.GetAlarmsAsync(new AlarmQuery(After: 4), default);
        Assert.Empty(none.Items);
        Assert.Null(none.Next);

        await history.AcknowledgeAsync(first.Items[0].Id, "nurse a", Samples.Start, default);
        var changed = Assert.Single((await history.GetAlarmsAsync(new AlarmQuery(After: 4), default)).Items);
        Assert.Equal((first.Items[0].Id, 5L), (changed.Id, changed.Cursor!.Value));
    }

    [Fact]
    public async Task GetAlarmsAsync_Filters_ByStateAndPatient()
    {
        var history = await store.OpenWith("p1", "p2");
        history.TryWrite(Samples.Batch("p1", 1, [], [Samples.Alarm("p1", 0), Samples.Alarm("p1", 1, AlarmState.Cleared)]), _sink);
        history.TryWrite(Samples.Batch("p2", 1, [], [Samples.Alarm("p2", 0)]), _sink);
        await history.FlushAsync(default);

        await AssertAlarms(history, new AlarmQuery(State: AlarmState.Active), ["p1:ventricular-run:0", "p2:ventricular-run:0"]);
        await AssertAlarms(history, new AlarmQuery(PatientId: "p1"), ["p1:ventricular-run:0", "p1:ventricular-run:1"]);
        await AssertAlarms(history, new AlarmQuery(State: AlarmState.Cleared, PatientId: "p1"), ["p1:ventricular-run:1"]);
    }

    private static async Task AssertAlarms(StoredHistory history, AlarmQuery query, string[] expected) =>
        Assert.Equal(expected, (await history.GetAlarmsAsync(query, default)).Items.Select(a => a.Id));

    private static async Task AssertBeats(StoredHistory history, BeatQuery query, long[] expected) =>
        Assert.Equal(expected, (await history.GetBeatsAsync("p1", query, default)).Items.Select(r => r.Beat.Index));

    private async Task<StoredHistory> WithBeats(int count, Func<int, BeatClass>? classOf = null)
    {
        var history = await store.OpenWith("p1", "p2");
        var beats = Enumerable.Range(0, count).Select(i => Samples.Beat(i, classOf?.Invoke(i) ?? BeatClass.Normal));
        history.TryWrite(Samples.Batch("p1", 1, beats), _sink);
        history.TryWrite(Samples.Batch("p2", 1, Samples.Beats(0, 40)), _sink);
        await history.FlushAsync(default);
        return history;
    }
}

public sealed class SqliteQueryTests() : QueryTests(new HistoryFolder());

public sealed class SqliteTablesQueryTests() : QueryTests(new HistoryFolder(recentSeconds: 0));

[Collection(PostgresCollection.Name)]
public sealed class PostgresQueryTests(PostgresCluster cluster) : QueryTests(new PostgresSchema(cluster));
