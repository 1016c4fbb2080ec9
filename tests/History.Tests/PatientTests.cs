using EcgStream.Contracts.Alarms;
using EcgStream.Contracts.Patients;
using EcgStream.Signal.Alarms;

namespace EcgStream.History.Tests;

public abstract class PatientTests(StoreUnderTest store) : IAsyncDisposable
{
    private readonly Outcomes _sink = new();

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task AdmitAsync_Twice_ChangesBedAndLimitsAndKeepsTheRest()
    {
        var history = await store.OpenWith("p1");
        var admitted = store.Time.Now;
        history.TryWrite(Samples.Batch("p1", 1, Samples.Beats(0, 2)), _sink);
        store.Time.Now = admitted.AddHours(1);

        var record = await history.AdmitAsync("p1", "bed 7", new AlarmLimits(45, 150, 110.5), "test", default);

        Assert.Equal(new PatientRecord("p1", "bed 7", new AlarmLimits(45, 150, 110.5), admitted, null, 1, 280, 2), record);
        Assert.Equal(record, await history.FindPatientAsync("p1", default));
    }

    [Fact]
    public async Task AdmitAsync_BadId_IsRefused()
    {
        var history = store.Open();
        await Assert.ThrowsAsync<ArgumentException>(() => history.AdmitAsync("a:b", null, AlarmLimits.Default, "test", default));
    }

    [Fact]
    public async Task GetPatientsAsync_Several_ComeById()
    {
        var history = await store.OpenWith("p2", "p1", "p10");
        Assert.Equal(["p1", "p10", "p2"], (await history.GetPatientsAsync(default)).Select(p => p.PatientId));
    }

    [Fact]
    public async Task OpenAsync_NotAdmitted_IsNull()
    {
        Assert.Null(await store.Open().OpenAsync("nobody", 10, default));
    }

    [Fact]
    public async Task OpenAsync_AfterBeatsAndAlarms_BringsTheLastBeatsAndWhatIsNotCleared()
    {
        var history = await store.OpenWith("p1", "p2");
        history.TryWrite(
            Samples.Batch("p1", 1, Samples.Beats(0, 30),
                [Samples.Alarm("p1", 1, AlarmState.Cleared), Samples.Alarm("p1", 2, AlarmState.Latched), Samples.Alarm("p1", 3)]),
            _sink);
        history.TryWrite(Samples.Batch("p2", 1, [], [Samples.Alarm("p2", 3)]), _sink);

        var opening = await history.OpenAsync("p1", 8, default);

        Assert.Equal(2, opening!.Patient.Epoch);
        Assert.Equal(30, opening.Patient.Beats);
        Assert.Equal(30 * 140, opening.Patient.Watermark);
        Assert.Equal(Samples.Beats(22, 8), opening.RecentBeats);
        Assert.Equal([2L, 3], opening.OpenAlarms.Select(a => a.OnsetBeat));
    }

    [Fact]
    public async Task OpenAsync_ManyAtOnce_EachHasAnEpochOfItsOwn()
    {
        var history = await store.OpenWith("p1");
        var openings = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => history.OpenAsync("p1", 0, default)));
        Assert.Equal(Enumerable.Range(2, 20).Select(i => (long)i), openings.Select(o => o!.Patient.Epoch).Order());
    }

    [Fact]
    public async Task DischargeAsync_Admitted_RefusesLaterBatchesUntilAdmittedAgain()
    {
        var history = await store.OpenWith("p1");
        var discharged = await history.DischargeAsync("p1", "Dr. Grey", default);
        Assert.Equal(store.Time.Now, discharged!.DischargedAt);
        Assert.Null(await history.OpenAsync("p1", 0, default));
        history.TryWrite(Samples.Batch("p1", 1, Samples.Beats(0, 1)), _sink);
        await history.FlushAsync(default);
        Assert.Equal("committed 0, stale 1, failed 0", _sink.Summary);

        await history.AdmitAsync("p1", null, AlarmLimits.Default, "test", default);
        Assert.Equal(3, (await history.OpenAsync("p1", 0, default))!.Patient.Epoch);
        Assert.Null(await history.DischargeAsync("nobody", "Dr. Grey", default));
    }

    [Fact]
    public async Task DischargeAsync_OpenAlarms_AreClearedWithCursorsOfTheirOwn()
    {
        var history = await store.OpenWith("p1", "p2");
        history.TryWrite(Samples.Batch("p1", 1, Samples.Beats(0, 9), [Samples.Alarm("p1", 2, AlarmState.Latched), Samples.Alarm("p1", 3)]), _sink);
        history.TryWrite(Samples.Batch("p2", 1, [], [Samples.Alarm("p2", 3)]), _sink);

        await history.DischargeAsync("p1", "Dr. Grey", default);

        var alarms = (await history.GetAlarmsAsync(new(), default)).Items;
        Assert.Equal([("p2", AlarmState.Active), ("p1", AlarmState.Cleared), ("p1", AlarmState.Cleared)], alarms.Select(a => (a.PatientId, a.State)));
        Assert.Equal([3L, 4, 5], alarms.Select(a => a.Cursor!.Value));
        Assert.All(alarms.Skip(1), alarm => Assert.NotNull(alarm.EndedAt));
        Assert.Equal(9, (await history.GetBeatsAsync("p1", new(), default)).Items.Count);
        Assert.Null(await history.DischargeAsync("p1", "Dr. Grey", default));
    }

    [Fact]
    public async Task SetAudioPauseAsync_ThenAnAlarmThatBreaksIt_IsGoneWithThatBatch()
    {
        var history = await store.OpenWith("p1");
        var pause = new AudioPause(store.Time.Now.AddMinutes(2), "nurse", store.Time.Now, AlarmPriority.Medium);

        Assert.Equal(pause, (await history.SetAudioPauseAsync("p1", pause, "nurse", default))!.AudioPause);
        Assert.Equal(pause, (await history.FindPatientAsync("p1", default))!.AudioPause);
        Assert.Equal(pause, (await history.OpenAsync("p1", 0, default))!.Patient.AudioPause);
        history.TryWrite(Samples.Batch("p1", 2, Samples.Beats(0, 1)) with { BreaksAudioPause = true }, _sink);
        await history.FlushAsync(default);

        Assert.Null((await history.FindPatientAsync("p1", default))!.AudioPause);
        Assert.Null(await history.SetAudioPauseAsync("nobody", pause, "nurse", default));
    }

    [Fact]
    public async Task GetActsAsync_EveryAct_IsKeptWithWhoAndWhen()
    {
        var history = await store.OpenWith("p1");
        history.TryWrite(Samples.Batch("p1", 1, Samples.Beats(0, 5), [Samples.Alarm("p1", 3)]), _sink);
        await history.AdmitAsync("p1", "7", new AlarmLimits(45, 130), "ann", default);
        await history.SetAudioPauseAsync("p1", new(store.Time.Now.AddMinutes(2), "bob", store.Time.Now, AlarmPriority.Low), "bob", default);
        await history.SetAudioPauseAsync("p1", null, "bob", default);
        await history.AcknowledgeAsync("p1:ventricular-run:3", "cyd", store.Time.Now, default);
        await history.AcknowledgeAsync("p1:ventricular-run:3", "dan", store.Time.Now, default);
        await history.DischargeAsync("p1", "eve", default);

        var first = await history.GetActsAsync("p1", null, 4, default);
        var rest = await history.GetActsAsync("p1", long.Parse(first.Next!, System.Globalization.CultureInfo.InvariantCulture), 4, default);

        Assert.Equal(
            [("eve", "discharged"), ("cyd", "acknowledged"), ("bob", "audio resumed"), ("bob", "audio paused"), ("ann", "changed"), ("test", "admitted")],
            first.Items.Concat(rest.Items).Select(act => (act.By, act.Act)));
        Assert.Equal("bed 7, heart rate 45 to 130/min, ventricular rate 100/min", rest.Items[0].Detail);
        Assert.All(first.Items, act => Assert.Equal(store.Time.Now, act.At));
        Assert.Null(rest.Next);
    }
}

public sealed class SqlitePatientTests() : PatientTests(new HistoryFolder());

public sealed class SqliteTablesPatientTests() : PatientTests(new HistoryFolder(recentSeconds: 0));

[Collection(PostgresCollection.Name)]
public sealed class PostgresPatientTests(PostgresCluster cluster) : PatientTests(new PostgresSchema(cluster));
