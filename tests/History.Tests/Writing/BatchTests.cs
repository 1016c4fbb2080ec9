using EcgStream.Contracts.Alarms;
using EcgStream.Contracts.Patients;
using EcgStream.History.Queries;
using EcgStream.History.Writing;
using EcgStream.Signal.Beats;
using Microsoft.Extensions.Logging;

namespace EcgStream.History.Tests.Writing;

public abstract class BatchTests(StoreUnderTest store) : IAsyncDisposable
{
    private readonly Outcomes _sink = new();

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task TryWrite_WholeBatch_ComesBackAsItWent()
    {
        var history = await store.OpenWith("p1");
        JudgedBeat[] beats = [Samples.Beat(0), Samples.Beat(1, BeatClass.Pvc), Samples.Beat(2, BeatClass.Unknown)];
        var hole = new Hole(3, 4, Samples.Start.AddSeconds(40), "not received within 30 s");
        var alarm = Samples.Alarm("p1", 1);

        Assert.True(history.TryWrite(
            Samples.Batch("p1", 1, beats, [alarm], [hole], [(1, Samples.Waveform(1))]), _sink));
        await history.FlushAsync(default);

        var page = await history.GetBeatsAsync("p1", new BeatQuery(Waveforms: true), default);
        Assert.Equal(beats.Reverse(), page.Items.Select(r => r.Beat));
        Assert.All(page.Items, r => Assert.Equal(store.Time.Now, r.StoredAt));
        Assert.All(page.Items, r => Assert.Equal(TimeSpan.Zero, r.Beat.Start.Offset));
        Assert.Equal(Samples.Waveform(1), page.Items[1].Waveform);
        Assert.Null(page.Items[1].WaveformAbsent);
        Assert.Equal("not kept: normal beat without an abnormal neighbour within five beats", page.Items[0].WaveformAbsent);
        Assert.Equal([hole], await history.GetHolesAsync("p1", default));
        var stored = Assert.Single((await history.GetAlarmsAsync(new AlarmQuery(), default)).Items);
        Assert.Equal(alarm with { Cursor = 1 }, stored);
        Assert.Equal(stored, Assert.Single(Assert.Single(_sink.Done).Alarms));
    }

    [Fact]
    public async Task TryWrite_SameBeatsAgain_ChangesNothing()
    {
        var history = await store.OpenWith("p1");
        history.TryWrite(Samples.Batch("p1", 1, Samples.Beats(0, 10)), _sink);
        await history.FlushAsync(default);
        var altered = Samples.Beats(5, 7).Select(b => b with { SampleHash = 1 });

        history.TryWrite(Samples.Batch("p1", 1, altered), _sink);
        await history.FlushAsync(default);

        Assert.Equal("committed 2, stale 0, failed 0", _sink.Summary);
        var patient = await history.FindPatientAsync("p1", default);
        Assert.Equal(12, patient!.Beats);
        Assert.Equal(12, store.Scalar("SELECT count(*) FROM beats"));
        Assert.Equal(Samples.Beat(7).SampleHash, (await history.FindBeatAsync("p1", 7, default))!.Beat.SampleHash);
    }

    [Fact]
    public async Task TryWrite_LowerWatermark_KeepsTheHigher()
    {
        var history = await store.OpenWith("p1");
        history.TryWrite(Samples.Batch("p1", 1, Samples.Beats(0, 10)), _sink);
        history.TryWrite(Samples.Batch("p1", 1, Samples.Beats(0, 3)), _sink);
        await history.FlushAsync(default);

        Assert.Equal(1400, (await history.FindPatientAsync("p1", default))!.Watermark);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task TryWrite_EpochNotInForce_IsStaleAndChangesNothing(long epoch)
    {
        var history = await store.OpenWith("p1");
        await history.OpenAsync("p1", 0, default);
        history.TryWrite(
            Samples.Batch("p1", epoch, Samples.Beats(0, 3), [Samples.Alarm("p1", 0)], waveforms: [(0, Samples.Waveform(0))]),
            _sink);
        history.TryWrite(Samples.Batch("p1", 2, Samples.Beats(0, 1)), _sink);
        await history.FlushAsync(default);

        Assert.Equal("committed 1, stale 1, failed 0", _sink.Summary);
        Assert.Equal(1, store.Scalar("SELECT count(*) FROM beats"));
        Assert.Equal(0, store.Scalar("SELECT (SELECT count(*) FROM alarms) + (SELECT count(*) FROM waveforms)"));
        var patient = await history.FindPatientAsync("p1", default);
        Assert.Equal((140, 1, 2), (patient!.Watermark, patient.Beats, patient.Epoch));
    }

    [Fact]
    public async Task TryWrite_UnknownPatient_IsStale()
    {
        var history = await store.OpenWith();
        history.TryWrite(Samples.Batch("nobody", 1, Samples.Beats(0, 1)), _sink);
        await history.FlushAsync(default);
        Assert.Equal("committed 0, stale 1, failed 0", _sink.Summary);
    }

    [Fact]
    public async Task TryWrite_OneRowOfATransactionIsRefused_LeavesItOutAsAHoleAndStoresTheRest()
    {
        var history = await store.OpenWith("p1", "p2", "p3");
        store.RefuseBeat(patient: 2, beat: 3);
        using var gate = new ManualResetEventSlim();
        var blocker = new BlockingSink(gate);
        history.TryWrite(Samples.Batch("p1", 1, []), blocker);
        blocker.Entered.Wait(); // so that the three below are one transaction
        foreach (var patient in new[] { "p1", "p2", "p3" })
            history.TryWrite(
                Samples.Batch(patient, 1, Samples.Beats(0, 5), [Samples.Alarm(patient, 1)], waveforms: [(0, Samples.Waveform(0))]),
                _sink);
        gate.Set();
        await history.FlushAsync(default);

        Assert.Equal("committed 3, stale 0, failed 0", _sink.Summary);
        var refused = Assert.Single(_sink.Done.Single(done => done.Batch.PatientId == "p2").LeftOut);
        Assert.Equal(("beat 3", 3L), (refused.What, refused.Beat));
        Assert.All(_sink.Done.Where(done => done.Batch.PatientId != "p2"), done => Assert.Empty(done.LeftOut));
        Assert.Equal(4, store.Scalar("SELECT count(*) FROM beats WHERE patient = 2"));
        Assert.Equal(4, store.Scalar("SELECT beats FROM patients WHERE key = 2"));
        Assert.Equal(700, store.Scalar("SELECT watermark FROM patients WHERE key = 2"));
        Assert.Equal(14, store.Scalar("SELECT count(*) FROM beats"));
        Assert.Equal(3, store.Scalar("SELECT count(*) FROM alarms"));
        Assert.Equal(3, store.Scalar("SELECT max(cursor) FROM alarms"));
        var hole = Assert.Single(await history.GetHolesAsync("p2", default));
        Assert.Equal((3L, 1L, store.Time.Now), (hole.FirstBeat, hole.BeatCount, hole.RecordedAt));
        Assert.StartsWith("could not be stored", hole.Reason, StringComparison.Ordinal);
        var left = Assert.Single(store.Log.At(LogLevel.Error));
        Assert.Equal((7, "beat 3"), (left.Id.Id, left.GetStructuredStateValue("What")));
        Assert.True(history.Healthy);
    }

    [Fact]
    public async Task TryWrite_RowsOfEveryKindRefused_LeavesThemOutAndStoresTheRest()
    {
        var history = await store.OpenWith("p1");
        var nameless = Samples.Beat(1) with { Verdict = Samples.Beat(1).Verdict with { ModelSet = null! } };
        history.TryWrite(
            Samples.Batch("p1", 1, [Samples.Beat(0), nameless, Samples.Beat(2)],
                [Samples.Alarm("p1", 0, text: null!), Samples.Alarm("p1", 2)],
                [new Hole(3, 1, Samples.Start, null!), new Hole(5, 1, Samples.Start, "declared lost by the producer")],
                [(0, new float[139]), (2, Samples.Waveform(2))]),
            _sink);
        await history.FlushAsync(default);

        var done = Assert.Single(_sink.Done);
        Assert.Equal(
            ["beat 1", "waveform of beat 0", "hole at beat 3", "alarm ventricular-run of beat 0"], done.LeftOut.Select(row => row.What));
        Assert.Equal(Samples.Alarm("p1", 2) with { Cursor = 1 }, Assert.Single(done.Alarms));
        Assert.Equal(2, (await history.FindPatientAsync("p1", default))!.Beats);
        Assert.Equal([1L, 5L], (await history.GetHolesAsync("p1", default)).Select(hole => hole.FirstBeat));
        Assert.Equal(1, store.Scalar("SELECT count(*) FROM waveforms"));
        Assert.Equal(4, store.Log.At(LogLevel.Error).Count);
    }

    [Fact]
    public async Task TryWrite_WaveformOfEarlierBatch_IsAddedToItsBeat()
    {
        var history = await store.OpenWith("p1");
        history.TryWrite(Samples.Batch("p1", 1, Samples.Beats(0, 2)), _sink);
        history.TryWrite(Samples.Batch("p1", 1, Samples.Beats(2, 1), waveforms: [(0, Samples.Waveform(0))]), _sink);
        await history.FlushAsync(default);
        Assert.Equal(Samples.Waveform(0), (await history.FindBeatAsync("p1", 0, default))!.Waveform);
    }

    [Fact]
    public async Task TryWrite_SinkThrows_WriterGoesOn()
    {
        var history = await store.OpenWith("p1");
        history.TryWrite(Samples.Batch("p1", 1, Samples.Beats(0, 1)), new ThrowingSink());
        history.TryWrite(Samples.Batch("p1", 1, Samples.Beats(1, 1)), _sink);
        await history.FlushAsync(default);
        Assert.Equal("committed 1, stale 0, failed 0", _sink.Summary);
    }

    [Fact]
    public async Task TryWrite_QueueFull_SaysNoUntilThereIsRoom()
    {
        var history = store.Open(o => o.QueueCapacity = 16);
        await history.AdmitAsync("p1", null, AlarmLimits.Default, "test", default);
        await history.OpenAsync("p1", 0, default);
        using var gate = new ManualResetEventSlim();
        var blocker = new BlockingSink(gate);
        Assert.True(history.TryWrite(Samples.Batch("p1", 1, Samples.Beats(0, 1)), blocker));
        blocker.Entered.Wait();

        var accepted = 0;
        while (accepted < 100 && history.TryWrite(Samples.Batch("p1", 1, Samples.Beats(accepted, 1)), _sink)) accepted++;
        Assert.Equal(16, accepted);
        gate.Set();
        await history.FlushAsync(default);

        Assert.True(history.TryWrite(Samples.Batch("p1", 1, Samples.Beats(16, 1)), _sink));
        await history.FlushAsync(default);
        Assert.Equal("committed 17, stale 0, failed 0", _sink.Summary);
    }

    [Fact]
    public async Task DisposeAsync_BatchesWaiting_StoresThem()
    {
        var history = await store.OpenWith("p1");
        for (var i = 0; i < 500; i++) history.TryWrite(Samples.Batch("p1", 1, Samples.Beats(i, 1)), _sink);
        await history.DisposeAsync();

        Assert.Equal("committed 500, stale 0, failed 0", _sink.Summary);
        Assert.False(history.TryWrite(Samples.Batch("p1", 1, Samples.Beats(0, 1)), _sink));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => history.FlushAsync(default));
        Assert.Equal(500, (await store.Open().FindPatientAsync("p1", default))!.Beats);
    }

    private sealed class ThrowingSink : ICommitSink
    {
        public void Committed(PatientBatch batch, IReadOnlyList<AlarmRecord> alarms, IReadOnlyList<RefusedRow> refused) =>
            throw new InvalidOperationException("a sink's mistake");

        public void Stale(PatientBatch batch) => throw new NotSupportedException();

        public void Failed(PatientBatch batch, Exception reason) => throw new NotSupportedException();
    }

    private sealed class BlockingSink(ManualResetEventSlim gate) : ICommitSink
    {
        public ManualResetEventSlim Entered { get; } = new();

        public void Committed(PatientBatch batch, IReadOnlyList<AlarmRecord> alarms, IReadOnlyList<RefusedRow> refused)
        {
            Entered.Set();
            gate.Wait();
        }

        public void Stale(PatientBatch batch) => throw new NotSupportedException();

        public void Failed(PatientBatch batch, Exception reason) => throw new NotSupportedException();
    }
}

public sealed class SqliteBatchTests() : BatchTests(new HistoryFolder(recentSeconds: 0));

[Collection(PostgresCollection.Name)]
public sealed class PostgresBatchTests(PostgresCluster cluster) : BatchTests(new PostgresSchema(cluster));
