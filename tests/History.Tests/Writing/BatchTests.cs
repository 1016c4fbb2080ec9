using EcgStream.Contracts.Alarms;
using EcgStream.Contracts.Patients;
using EcgStream.History.Queries;
using EcgStream.History.Writing;
using EcgStream.Signal.Beats;

namespace EcgStream.History.Tests.Writing;

public sealed class BatchTests : IAsyncDisposable
{
    private readonly HistoryFolder _folder = new();
    private readonly Outcomes _sink = new();

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task TryWrite_WholeBatch_ComesBackAsItWent()
    {
        var history = await _folder.OpenWith("p1");
        JudgedBeat[] beats = [Samples.Beat(0), Samples.Beat(1, BeatClass.Pvc), Samples.Beat(2, BeatClass.Unknown)];
        var hole = new Hole(3, 4, Samples.Start.AddSeconds(40), "not received within 30 s");
        var alarm = Samples.Alarm("p1", 1);

        Assert.True(history.TryWrite(
            Samples.Batch("p1", 1, beats, [alarm], [hole], [(1, Samples.Waveform(1))]), _sink));
        await history.FlushAsync(default);

        var page = await history.GetBeatsAsync("p1", new BeatQuery(Waveforms: true), default);
        Assert.Equal(beats.Reverse(), page.Items.Select(r => r.Beat));
        Assert.All(page.Items, r => Assert.Equal(_folder.Time.Now, r.StoredAt));
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
        var history = await _folder.OpenWith("p1");
        history.TryWrite(Samples.Batch("p1", 1, Samples.Beats(0, 10)), _sink);
        await history.FlushAsync(default);
        var altered = Samples.Beats(5, 7).Select(b => b with { SampleHash = 1 });

        history.TryWrite(Samples.Batch("p1", 1, altered), _sink);
        await history.FlushAsync(default);

        Assert.Equal("committed 2, stale 0, failed 0", _sink.Summary);
        var patient = await history.FindPatientAsync("p1", default);
        Assert.Equal(12, patient!.Beats);
        Assert.Equal(12, _folder.Scalar("SELECT count(*) FROM beats"));
        Assert.Equal(Samples.Beat(7).SampleHash, (await history.FindBeatAsync("p1", 7, default))!.Beat.SampleHash);
    }

    [Fact]
    public async Task TryWrite_LowerWatermark_KeepsTheHigher()
    {
        var history = await _folder.OpenWith("p1");
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
        var history = await _folder.OpenWith("p1");
        await history.OpenAsync("p1", 0, default);
        history.TryWrite(
            Samples.Batch("p1", epoch, Samples.Beats(0, 3), [Samples.Alarm("p1", 0)], waveforms: [(0, Samples.Waveform(0))]),
            _sink);
        history.TryWrite(Samples.Batch("p1", 2, Samples.Beats(0, 1)), _sink);
        await history.FlushAsync(default);

        Assert.Equal("committed 1, stale 1, failed 0", _sink.Summary);
        Assert.Equal(1, _folder.Scalar("SELECT count(*) FROM beats"));
        Assert.Equal(0, _folder.Scalar("SELECT (SELECT count(*) FROM alarms) + (SELECT count(*) FROM waveforms)"));
        var patient = await history.FindPatientAsync("p1", default);
        Assert.Equal((140, 1, 2), (patient!.Watermark, patient.Beats, patient.Epoch));
    }

    [Fact]
    public async Task TryWrite_UnknownPatient_IsStale()
    {
        var history = await _folder.OpenWith();
        history.TryWrite(Samples.Batch("nobody", 1, Samples.Beats(0, 1)), _sink);
        await history.FlushAsync(default);
        Assert.Equal("committed 0, stale 1, failed 0", _sink.Summary);
    }

    [Fact]
    public async Task TryWrite_OneBatchFailsInTheMiddle_NothingOfItIsStoredAndTheOthersAre()
    {
        var history = await _folder.OpenWith("p1", "p2", "p3");
        _folder.Execute(
            """
            CREATE TRIGGER refuse BEFORE INSERT ON beats WHEN new.patient = 2 AND new.beat = 3
            BEGIN SELECT RAISE(ABORT, 'refused'); END
            """);
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

        Assert.Equal("committed 2, stale 0, failed 1", _sink.Summary);
        Assert.Equal("p2", Assert.Single(_sink.Lost).Batch.PatientId);
        Assert.Equal(0, _folder.Scalar("SELECT count(*) FROM beats WHERE patient = 2"));
        Assert.Equal(10, _folder.Scalar("SELECT count(*) FROM beats"));
        Assert.Equal(2, _folder.Scalar("SELECT count(*) FROM alarms"));
        Assert.Equal(2, _folder.Scalar("SELECT max(cursor) FROM alarms"));
        Assert.Equal(0, _folder.Scalar("SELECT watermark + beats FROM patients WHERE key = 2"));
        Assert.True(history.Healthy);

        _folder.Execute("DROP TRIGGER refuse");
        history.TryWrite(Samples.Batch("p2", 1, Samples.Beats(0, 5)), _sink);
        await history.FlushAsync(default);
        Assert.Equal(15, _folder.Scalar("SELECT count(*) FROM beats"));
    }

    [Fact]
    public async Task TryWrite_WaveformOfWrongLength_FailsWhole()
    {
        var history = await _folder.OpenWith("p1");
        history.TryWrite(Samples.Batch("p1", 1, Samples.Beats(0, 2), waveforms: [(0, new float[139])]), _sink);
        await history.FlushAsync(default);
        Assert.Equal("committed 0, stale 0, failed 1", _sink.Summary);
        Assert.Equal(0, _folder.Scalar("SELECT count(*) FROM beats"));
    }

    [Fact]
    public async Task TryWrite_WaveformOfEarlierBatch_IsAddedToItsBeat()
    {
        var history = await _folder.OpenWith("p1");
        history.TryWrite(Samples.Batch("p1", 1, Samples.Beats(0, 2)), _sink);
        history.TryWrite(Samples.Batch("p1", 1, Samples.Beats(2, 1), waveforms: [(0, Samples.Waveform(0))]), _sink);
        await history.FlushAsync(default);
        Assert.Equal(Samples.Waveform(0), (await history.FindBeatAsync("p1", 0, default))!.Waveform);
    }

    [Fact]
    public async Task TryWrite_SinkThrows_WriterGoesOn()
    {
        var history = await _folder.OpenWith("p1");
        history.TryWrite(Samples.Batch("p1", 1, Samples.Beats(0, 1)), new ThrowingSink());
        history.TryWrite(Samples.Batch("p1", 1, Samples.Beats(1, 1)), _sink);
        await history.FlushAsync(default);
        Assert.Equal("committed 1, stale 0, failed 0", _sink.Summary);
    }

    [Fact]
    public async Task TryWrite_QueueFull_SaysNoUntilThereIsRoom()
    {
        var history = _folder.Open(o => o.QueueCapacity = 16);
        await history.AdmitAsync("p1", null, AlarmLimits.Default, default);
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
    public async Task DisposeAsync_BatchesWaiting_StoresThemAndFoldsTheLogIn()
    {
        var history = await _folder.OpenWith("p1");
        for (var i = 0; i < 500; i++) history.TryWrite(Samples.Batch("p1", 1, Samples.Beats(i, 1)), _sink);
        await history.DisposeAsync();

        Assert.Equal("committed 500, stale 0, failed 0", _sink.Summary);
        Assert.False(File.Exists(_folder.Path + "-wal"));
        Assert.False(history.TryWrite(Samples.Batch("p1", 1, Samples.Beats(0, 1)), _sink));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => history.FlushAsync(default));
        Assert.Equal(500, (await _folder.Open().FindPatientAsync("p1", default))!.Beats);
    }

    private sealed class ThrowingSink : ICommitSink
    {
        public void Committed(PatientBatch batch, IReadOnlyList<AlarmRecord> alarms) =>
            throw new InvalidOperationException("a sink's mistake");

        public void Stale(PatientBatch batch) => throw new NotSupportedException();

        public void Failed(PatientBatch batch, Exception reason) => throw new NotSupportedException();
    }

    private sealed class BlockingSink(ManualResetEventSlim gate) : ICommitSink
    {
        public ManualResetEventSlim Entered { get; } = new();

        public void Committed(PatientBatch batch, IReadOnlyList<AlarmRecord> alarms)
        {
            Entered.Set();
            gate.Wait();
        }

        public void Stale(PatientBatch batch) => throw new NotSupportedException();

        public void Failed(PatientBatch batch, Exception reason) => throw new NotSupportedException();
    }
}
