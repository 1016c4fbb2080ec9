using EcgStream.Contracts.Alarms;
using EcgStream.Contracts.Patients;

namespace EcgStream.History.Tests;

public abstract class RetentionTests(StoreUnderTest store) : IAsyncDisposable
{
    private readonly Outcomes _sink = new();

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task TrimAsync_ByAge_DeletesOldBeatsAndKeepsTheRest()
    {
        var history = await WithBeatsAsync(options => options.KeepDays = 0.02, "p1", "p2"); // 28.8 minutes
        store.Time.Now = Samples.Beat(3_000).Start.AddDays(0.02);

        var trimmed = await history.TrimAsync(default);

        Assert.Equal((6_000, 0), (trimmed.Beats, trimmed.Records));
        Assert.Equal(store.Time.Now.AddDays(-0.02), trimmed.Before);
        foreach (var patient in new[] { "p1", "p2" })
        {
            Assert.Equal((1_000, 4_000 * 140), ((await history.FindPatientAsync(patient, default))!.Beats, (await history.FindPatientAsync(patient, default))!.Watermark));
            Assert.Null(await history.FindBeatAsync(patient, 2_999, default));
            Assert.NotNull((await history.FindBeatAsync(patient, 3_000, default))!.Waveform);
            Assert.Equal(1_000, (await history.GetBeatsAsync(patient, new(From: Samples.Start, Limit: 1_000), default)).Items.Count);
            var trend = await history.GetTrendAsync(patient, Samples.Start, Samples.Start.AddHours(1), TrendResolution.Hour, default);
            Assert.Equal((4_000, 1), (trend[0].Beats, trend[0].Alarms.High)); // trends and alarms stay
        }

        Assert.Equal(20, store.Scalar("SELECT count(*) FROM waveforms"));
        Assert.Equal((0, 0), (await history.TrimAsync(default)) is var again ? (again.Beats, again.Records) : default);
    }

    [Fact]
    public async Task TrimAsync_OldAlarms_GoWhenTheyAreClearedAndTheCursorGoesOn()
    {
        var history = await WithBeatsAsync(options => (options.KeepDays, options.KeepAlarmDays) = (1, 2), "p1");
        history.TryWrite(
            Samples.Batch("p1", 1, [], [Samples.Alarm("p1", 9, AlarmState.Cleared), Samples.Alarm("p1", 11)],
                [new Hole(5_000, 1, Samples.Start, "declared lost by the producer")]), _sink);
        await history.FlushAsync(default);
        var last = await history.GetAlarmCursorAsync(default);
        await history.AcknowledgeAsync("p1:ventricular-run:3", "ann", Samples.Start, default);
        store.Time.Now = Samples.Start.AddDays(3);

        var trimmed = await history.TrimAsync(default);

        Assert.Equal(4_000, trimmed.Beats);
        var left = (await history.GetAlarmsAsync(new(), default)).Items;
        Assert.Equal([11L, 3], left.Select(alarm => alarm.OnsetBeat)); // not cleared
        Assert.Empty(await history.GetHolesAsync("p1", default));
        Assert.Empty(await history.GetTrendAsync("p1", Samples.Start.AddMinutes(10), Samples.Start.AddHours(5), TrendResolution.Minute, default));
        Assert.Equal(last + 1, await history.GetAlarmCursorAsync(default));
        Assert.Equal(0, (await history.FindPatientAsync("p1", default))!.Beats);
    }

    [Fact]
    public async Task TrimAsync_BySize_DeletesTheOldestUntilTheRestFits()
    {
        var history = await WithBeatsAsync(options => options.KeepGigabytes = 0.001, "p1", "p2", "p3", "p4");
        store.Time.Now = Samples.Beat(4_000).Start.AddMinutes(30);
        // PostgreSQL counts its rows some seconds late.
        await Eventually.HoldsAsync("the oldest beats are deleted", async () =>
        {
            await history.TrimAsync(default);
            return await history.FindBeatAsync("p1", 0, default) is null && await history.FindBeatAsync("p4", 0, default) is null;
        });
        await Eventually.HoldsAsync("nothing more is deleted", async () => (await history.TrimAsync(default)).Beats == 0);

        var kept = (await history.GetPatientsAsync(default)).Select(patient => patient.Beats).ToArray();
        Assert.All(kept, beats => Assert.InRange(beats, 1, 3_999));
        foreach (var patient in new[] { "p1", "p4" })
        {
            Assert.NotNull(await history.FindBeatAsync(patient, 3_999, default));
            Assert.Null(await history.FindBeatAsync(patient, 0, default));
        }
    }

    [Fact]
    public async Task TrimAsync_WhileBatchesAreWritten_LosesNoneOfThem()
    {
        var history = await WithBeatsAsync(options => options.KeepDays = 0.02, "p1", "p2");
        store.Time.Now = Samples.Beat(3_000).Start.AddDays(0.02);
        var trimming = history.TrimAsync(default);
        for (var beat = 4_000; beat < 4_400; beat++)
        {
            while (!history.TryWrite(Samples.Batch("p1", 1, Samples.Beats(beat, 1)), _sink)) await history.FlushAsync(default);
        }

        await history.FlushAsync(default);
        Assert.Equal(6_000, (await trimming).Beats);
        Assert.Equal(1_400, (await history.FindPatientAsync("p1", default))!.Beats);
        Assert.Empty(_sink.Lost);
    }

    private async Task<StoredHistory> WithBeatsAsync(Action<HistoryOptions> configure, params string[] patients)
    {
        var history = store.Open(configure);
        foreach (var patient in patients)
        {
            await history.AdmitAsync(patient, null, AlarmLimits.Default, "test", default);
            await history.OpenAsync(patient, 0, default);
            history.TryWrite(
                Samples.Batch(patient, 1, Samples.Beats(0, 4_000), [Samples.Alarm(patient, 3)],
                    waveforms: [.. Enumerable.Range(0, 40).Select(i => (i * 100L, (ReadOnlyMemory<float>)Samples.Waveform(i)))]), _sink);
        }

        await history.FlushAsync(default);
        return history;
    }
}

public sealed class SqliteRetentionTests() : RetentionTests(new HistoryFolder());

public sealed class SqliteTablesRetentionTests() : RetentionTests(new HistoryFolder(recentSeconds: 0));

[Collection(PostgresCollection.Name)]
public sealed class PostgresRetentionTests(PostgresCluster cluster) : RetentionTests(new PostgresSchema(cluster));
