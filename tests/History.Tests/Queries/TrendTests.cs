using EcgStream.Contracts.Patients;
using EcgStream.Signal.Alarms;
using EcgStream.Signal.Beats;
using EcgStream.Signal.Quality;

namespace EcgStream.History.Tests.Queries;

public abstract class TrendTests(StoreUnderTest store) : IAsyncDisposable
{
    private readonly Outcomes _sink = new();

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task GetTrendAsync_BatchesThatShareMinutes_AddsUpWhatTheBeatsSay()
    {
        var history = await store.OpenWith("p1", "p2");
        var beats = Enumerable.Range(0, 200).Select(i => Samples.Beat(i, (BeatClass)(i % 6))).ToList();
        foreach (var batch in beats.Chunk(7)) history.TryWrite(Samples.Batch("p1", 1, batch), _sink);
        history.TryWrite(Samples.Batch("p2", 1, Samples.Beats(0, 3)), _sink);
        await history.FlushAsync(default);

        var points = await history.GetTrendAsync("p1", Samples.Start.AddSeconds(30), Samples.Start.AddMinutes(2), TrendResolution.Minute, default);

        Assert.Equal([Samples.Start, Samples.Start.AddMinutes(1)], points.Select(point => point.Start));
        foreach (var point in points)
        {
            var own = beats.Where(beat => beat.Start >= point.Start && beat.Start < point.Start.AddMinutes(1)).ToList();
            long Of(BeatClass beatClass) => own.Count(beat => beat.Verdict.Class == beatClass);
            Assert.Equal(own.Count, point.Beats);
            Assert.Equal(60_000 / 812.3456, point.HeartRate!.Value, 6);
            Assert.Equal(
                new ClassCounts(Of(BeatClass.Normal), Of(BeatClass.ROnTPvc), Of(BeatClass.Pvc), Of(BeatClass.SupraventricularEctopic), Of(BeatClass.Unclassified), Of(BeatClass.Unknown)),
                point.Classes);
            Assert.Equal(own.Average(beat => beat.Verdict.AnomalyScore), point.AnomalyScore!.Value, 4);
            Assert.Equal(own.Max(beat => beat.Verdict.AnomalyScore), point.AnomalyScoreMost!.Value, 4);
            Assert.Equal(own.Count(beat => beat.Verdict.IsAnomalous), point.Anomalous);
            Assert.Equal(own.Count(beat => beat.Verdict.Disagree), point.Disagree);
        }
    }

    [Fact]
    public async Task GetTrendAsync_BeatsWrittenAgain_CountOnce()
    {
        var history = await store.OpenWith("p1");
        for (var i = 0; i < 3; i++) history.TryWrite(Samples.Batch("p1", 1, Samples.Beats(0, 20)), _sink);
        await history.FlushAsync(default);

        var point = Assert.Single(await history.GetTrendAsync("p1", Samples.Start, Samples.Start.AddHours(1), TrendResolution.Hour, default));

        Assert.Equal((20, 20), (point.Beats, point.Classes.Normal));
    }

    [Fact]
    public async Task GetTrendAsync_Hours_HoldBeatsAndAlarmsByTheirHighestPriority()
    {
        var history = await store.OpenWith("p1");
        history.TryWrite(
            Samples.Batch("p1", 1, Samples.Beats(0, 10).Concat(Samples.Beats(5_000, 10)),
                [Samples.Alarm("p1", 3), Samples.Alarm("p1", 4, priority: AlarmPriority.Medium), Samples.Alarm("p1", 9_000, priority: AlarmPriority.Event)]),
            _sink);
        await history.FlushAsync(default);

        var points = await history.GetTrendAsync("p1", Samples.Start, Samples.Start.AddHours(3), TrendResolution.Hour, default);

        Assert.Equal([0, 1, 2], points.Select(point => (int)(point.Start - Samples.Start).TotalHours));
        Assert.Equal([10L, 10, 0], points.Select(point => point.Beats));
        Assert.Equal([new AlarmCounts(1, 1, 0, 0), default, new AlarmCounts(0, 0, 0, 1)], points.Select(point => point.Alarms));
        Assert.Null(points[2].HeartRate);
        Assert.Null(points[2].AnomalyScore);
        Assert.Empty(await history.GetTrendAsync("nobody", Samples.Start, Samples.Start.AddHours(3), TrendResolution.Hour, default));
    }

    [Fact]
    public async Task GetBeatsAsync_QualityAndFirst_ComeBackAsTheyWent()
    {
        var history = await store.OpenWith("p1");
        history.TryWrite(Samples.Batch("p1", 1, Samples.Beats(0, 9).Select(beat => beat with { Quality = (SignalQuality)(beat.Index % 8) })), _sink);
        await history.FlushAsync(default);

        var page = await history.GetBeatsAsync("p1", new(First: 3, Before: 6), default);

        Assert.Equal([(5L, (SignalQuality)5), (4, (SignalQuality)4), (3, (SignalQuality)3)], page.Items.Select(row => (row.Beat.Index, row.Beat.Quality)));
    }
}

public sealed class SqliteTrendTests() : TrendTests(new HistoryFolder());

public sealed class SqliteTablesTrendTests() : TrendTests(new HistoryFolder(recentSeconds: 0));

[Collection(PostgresCollection.Name)]
public sealed class PostgresTrendTests(PostgresCluster cluster) : TrendTests(new PostgresSchema(cluster));
