using EcgStream.Contracts.Alarms;
using EcgStream.Contracts.Patients;
using EcgStream.History.Queries;
using EcgStream.Signal.Alarms;

namespace EcgStream.History.Tests.Writing;

public abstract class AlarmTests(StoreUnderTest store) : IAsyncDisposable
{
    private static readonly DateTimeOffset At = Samples.Start.AddMinutes(3);
    private readonly Outcomes _sink = new();

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task TryWrite_SameChangeAgain_KeepsItsCursor()
    {
        var history = await store.OpenWith("p1");
        var alarm = Samples.Alarm("p1", 4);
        await Write(history, alarm);
        await Write(history, alarm with { ChangedAt = alarm.ChangedAt.AddSeconds(5), RaisedAt = At });

        Assert.Equal(alarm with { Cursor = 1 }, await Only(history));
        Assert.Equal([1L, 1L], _sink.Done.Select(d => d.Alarms[0].Cursor));
    }

    [Fact]
    public async Task TryWrite_SeveralChangesOfOneAlarm_EachHasACursorAndTheLastStays()
    {
        var history = await store.OpenWith("p1");
        var raised = Samples.Alarm("p1", 4);
        var longer = raised with { Text = "VT 7 beats at 148/min" };
        await Write(history, raised, longer, Samples.Alarm("p1", 4, AlarmState.Latched, longer.Text));

        Assert.Equal([1L, 2L, 3L], Assert.Single(_sink.Done).Alarms.Select(a => a.Cursor));
        var stored = await Only(history);
        Assert.Equal((AlarmState.Latched, "VT 7 beats at 148/min", 3), (stored.State, stored.Text, stored.Cursor));
    }

    [Theory]
    [InlineData(AlarmState.Active, AlarmState.Acknowledged)]
    [InlineData(AlarmState.Latched, AlarmState.Cleared)]
    [InlineData(AlarmState.Cleared, AlarmState.Cleared)]
    public async Task AcknowledgeAsync_FirstTime_ChangesStateAndTakesACursor(AlarmState before, AlarmState after)
    {
        var history = await store.OpenWith("p1");
        var alarm = Samples.Alarm("p1", 4, before);
        await Write(history, alarm);

        var acknowledged = await history.AcknowledgeAsync(alarm.Id, "nurse a", At, default);

        var expected = alarm with
        {
            State = after, AcknowledgedBy = "nurse a", AcknowledgedAt = At, ChangedAt = At, Cursor = 2,
        };
        Assert.Equal(expected, acknowledged);
        Assert.Equal(expected, await Only(history));
    }

    [Fact]
    public async Task AcknowledgeAsync_Again_KeepsTheFirstWhoAndWhen()
    {
        var history = await store.OpenWith("p1");
        var alarm = Samples.Alarm("p1", 4);
        await Write(history, alarm);
        var first = await history.AcknowledgeAsync(alarm.Id, "nurse a", At, default);
        var second = await history.AcknowledgeAsync(alarm.Id, "nurse b", At.AddSeconds(1), default);
        Assert.Equal(first, second);
        Assert.Equal(first, await Only(history));
    }

    [Theory]
    [InlineData("p1:ventricular-run:5")]
    [InlineData("p1:other:4")]
    [InlineData("p2:ventricular-run:4")]
    [InlineData("p1:ventricular-run:x")]
    [InlineData("p1:4")]
    [InlineData("")]
    public async Task AcknowledgeAsync_NoSuchAlarm_IsNull(string id)
    {
        var history = await store.OpenWith("p1");
        await Write(history, Samples.Alarm("p1", 4));
        Assert.Null(await history.AcknowledgeAsync(id, "nurse a", At, default));
    }

    [Theory]
    [InlineData(AlarmState.Active, AlarmState.Acknowledged)]
    [InlineData(AlarmState.Latched, AlarmState.Cleared)]
    [InlineData(AlarmState.Cleared, AlarmState.Cleared)]
    public async Task TryWrite_ChangeJudgedBeforeTheAcknowledgement_DoesNotUndoIt(AlarmState late, AlarmState expected)
    {
        var history = await store.OpenWith("p1");
        var alarm = Samples.Alarm("p1", 4);
        await Write(history, alarm);
        await history.AcknowledgeAsync(alarm.Id, "nurse a", At, default);

        await Write(history, Samples.Alarm("p1", 4, late, "VT 9 beats at 150/min"));

        var stored = await Only(history);
        Assert.Equal(
            (expected, "VT 9 beats at 150/min", "nurse a", At, 3L),
            (stored.State, stored.Text, stored.AcknowledgedBy, stored.AcknowledgedAt!.Value, stored.Cursor!.Value));
        Assert.Equal(stored, _sink.Done.Last().Alarms[0]);
    }

    [Fact]
    public async Task TryWrite_EscalatedByAGrainThatKnowsOfNoAcknowledgement_AsksForANewOne()
    {
        var history = await store.OpenWith("p1");
        var medium = Samples.Alarm("p1", 4, text: "run of 3 beats", priority: AlarmPriority.Medium);
        await Write(history, medium);
        await history.AcknowledgeAsync(medium.Id, "nurse a", At, default);
        var high = Samples.Alarm("p1", 4);

        await Write(history, high);
        Assert.Equal(high with { Cursor = 3 }, await Only(history));

        // Acknowledged once more, it stays so: later changes are of the same priority.
        await history.AcknowledgeAsync(high.Id, "nurse b", At.AddSeconds(1), default);
        await Write(history, Samples.Alarm("p1", 4, text: "VT 9 beats at 150/min"));
        var stored = await Only(history);
        Assert.Equal((AlarmState.Acknowledged, "nurse b"), (stored.State, stored.AcknowledgedBy));
    }

    [Fact]
    public async Task TryWrite_RaisedAgainAfterTheAcknowledgement_ChangesNothing()
    {
        var history = await store.OpenWith("p1");
        var alarm = Samples.Alarm("p1", 4);
        await Write(history, alarm);
        var acknowledged = await history.AcknowledgeAsync(alarm.Id, "nurse a", At, default);
        await Write(history, alarm);
        Assert.Equal(acknowledged, await Only(history));
    }

    [Fact]
    public async Task TryWrite_ManyWritersAndAcknowledgements_CursorsRiseInCommitOrderWithoutGaps()
    {
        string[] patients = [.. Enumerable.Range(0, 8).Select(i => $"p{i}")];
        var history = await store.OpenWith(patients);

        await Task.WhenAll(patients.Select(patient => Task.Run(async () =>
        {
            for (var onset = 0; onset < 50; onset++)
            {
                var alarm = Samples.Alarm(patient, onset);
                Assert.True(history.TryWrite(Samples.Batch(patient, 1, Samples.Beats(onset, 1), [alarm]), _sink));
                if (onset % 5 == 0) Assert.NotNull(await history.AcknowledgeAsync(alarm.Id, "nurse a", At, default));
            }
        })));
        await history.FlushAsync(default);

        var written = _sink.Done.SelectMany(d => d.Alarms).Select(a => a.Cursor!.Value).ToArray();
        Assert.Equal(400, written.Length);
        Assert.Equal(written.Order(), written);
        Assert.Equal(480, store.Scalar("SELECT max(cursor) FROM alarms")); // 400 raised, 80 acknowledged
        Assert.Equal(400, store.Scalar("SELECT count(DISTINCT cursor) FROM alarms"));
        Assert.Equal(480, written.Concat(
            (await history.GetAlarmsAsync(new AlarmQuery(State: AlarmState.Acknowledged, Limit: 1000), default))
            .Items.Select(a => a.Cursor!.Value)).Distinct().Count());
    }

    private async Task Write(StoredHistory history, params AlarmRecord[] alarms)
    {
        Assert.True(history.TryWrite(Samples.Batch(alarms[0].PatientId, 1, [], alarms), _sink));
        await history.FlushAsync(default);
    }

    private static async Task<AlarmRecord> Only(StoredHistory history) =>
        Assert.Single((await history.GetAlarmsAsync(new AlarmQuery(), default)).Items);
}

public sealed class SqliteAlarmTests() : AlarmTests(new HistoryFolder());

[Collection(PostgresCollection.Name)]
public sealed class PostgresAlarmTests(PostgresCluster cluster) : AlarmTests(new PostgresSchema(cluster));
