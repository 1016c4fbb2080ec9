using EcgStream.Inference.Batching;
using EcgStream.Inference.ModelSets;
using EcgStream.Inference.Tests.Made;
using EcgStream.Signal.Beats;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace EcgStream.Inference.Tests.Batching;

public sealed class BeatInferenceTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly MadeModels _made = new();
    private readonly ModelHost _host;
    private BeatInference? _inference;

    public BeatInferenceTests() => _host = new(ModelSet.Load(_made.Folder));

    public void Dispose()
    {
        _inference?.Dispose();
        _host.Dispose();
        _made.Dispose();
    }

    [Fact]
    public async Task TrySubmit_OneBeat_IsJudgedWithItsTimesAndHash()
    {
        var sink = new RecordingSink(1);
        // Each look at the clock is a millisecond later.
        await StartAsync(new(), new FakeTimeProvider(Start.AddMilliseconds(1)) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) });
        var samples = MadeModels.Beat(2, 7);
        Assert.True(_inference!.TrySubmit(new(41, Start, 800, samples), Start.AddMilliseconds(801), sink));
        await sink.All;

        var beat = Assert.Single(sink.Beats);
        Assert.Equal((41L, Start, 800.0, SampleHash.Of(samples)), (beat.Index, beat.Start, beat.RrMs, beat.SampleHash));
        Assert.Equal(BeatClass.ROnTPvc, beat.Verdict.Class);
        Assert.Equal("1.0.0+made", beat.Verdict.ModelSet);
        Assert.Equal(new(Start.AddMilliseconds(800), Start.AddMilliseconds(801), Start.AddMilliseconds(1), Start.AddMilliseconds(2)), beat.Times);
    }

    [Fact]
    public async Task TrySubmit_ManySubmittersAtOnce_JudgesEachBeatOnce()
    {
        const int Submitters = 6, Each = 2_000;
        var sinks = Enumerable.Range(0, Submitters).Select(_ => new RecordingSink(Each)).ToArray();
        await StartAsync(new() { Workers = 3, QueueCapacity = 200 });
        await Task.WhenAll(sinks.Select((sink, s) => Task.Run(() =>
        {
            for (var i = 0; i < Each; i++)
            {
                var beat = new Beat(i, Start, 800, MadeModels.Beat((i + s) % 5 + 1, i));
                while (!_inference!.TrySubmit(beat, Start, sink)) Thread.Yield();
            }
        })));

        for (var s = 0; s < Submitters; s++)
        {
            await sinks[s].All;
            Assert.Empty(sinks[s].Failures);
            Assert.Equal(Enumerable.Range(0, Each), sinks[s].Beats.Select(b => (int)b.Index).Order());
            foreach (var beat in sinks[s].Beats)
            {
                Assert.Equal((BeatClass)((beat.Index + s) % 5 + 1), beat.Verdict.Class);
                Assert.Equal(SampleHash.Of(MadeModels.Beat((int)(beat.Index + s) % 5 + 1, (int)beat.Index)), beat.SampleHash);
            }
        }
        Assert.Equal(0, _inference!.QueueDepth);
        Assert.Equal(Submitters * Each, _inference.Statistics.Beats);
        Assert.InRange(_inference.Statistics.MeanBatchSize, 1, 64);
    }

    [Fact]
    public async Task TrySubmit_FullQueue_SaysNoAndLosesNothing()
    {
        using var held = new HeldWorker();
        var sink = new RecordingSink(5);
        await StartAsync(new() { Workers = 1, QueueCapacity = 4 });
        await HoldAsync(held);
        for (var i = 0; i < 4; i++) Assert.True(Submit(i, sink));
        Assert.False(Submit(4, sink));
        Assert.Equal(4, _inference!.QueueDepth);
        held.LetGo();
        SpinWait.SpinUntil(() => Submit(4, sink), TimeSpan.FromSeconds(60));
        await sink.All;
        Assert.Equal([0, 1, 2, 3, 4], sink.Beats.Select(b => b.Index).Order());
    }

    [Fact]
    public async Task TrySubmit_MoreThanABatchWaits_TakesMaxBatchAtATime()
    {
        using var held = new HeldWorker();
        var sink = new RecordingSink(20);
        await StartAsync(new() { Workers = 1, MaxBatch = 8 });
        await HoldAsync(held);
        for (var i = 0; i < 20; i++) Submit(i, sink);
        held.LetGo();
        await sink.All;
        Assert.Equal(1 + 3, _inference!.Statistics.Batches);
        Assert.Equal(Enumerable.Range(0, 20), sink.Beats.Select(b => (int)b.Index)); // one worker keeps order
    }

    [Fact]
    public async Task TrySubmit_WrongLength_Throws()
    {
        await StartAsync(new());
        Assert.Throws<ArgumentException>(() => _inference!.TrySubmit(new(0, Start, 800, new float[139]), Start, new RecordingSink()));
    }

    [Fact]
    public async Task Run_Throws_FailsItsBeatsAndGoesOn()
    {
        using var held = new HeldWorker();
        var sink = new RecordingSink(4);
        await StartAsync(new() { Workers = 1 });
        await HoldAsync(held);
        Submit(0, sink);
        var poison = MadeModels.Beat(1);
        poison[50] = 1_000; // the made graph looks it up in a table of a hundred
        _inference!.TrySubmit(new(1, Start, 800, poison), Start, sink);
        Submit(2, sink);
        held.LetGo();
        SpinWait.SpinUntil(() => sink.Failures.Count == 3, TimeSpan.FromSeconds(60));
        Submit(3, sink);
        await sink.All;
        Assert.Equal([0L, 1L, 2L], sink.Failures.Select(f => f.Beat.Index));
        Assert.Equal(3, Assert.Single(sink.Beats).Index);
        Assert.Equal(3, _inference.Statistics.Failed);
    }

    [Fact]
    public async Task Run_SampleNotFinite_FailsThatBeatAlone()
    {
        using var held = new HeldWorker();
        var sink = new RecordingSink(3);
        await StartAsync(new() { Workers = 1 });
        await HoldAsync(held);
        Submit(0, sink);
        var odd = MadeModels.Beat(1);
        odd[50] = float.NegativeInfinity;
        _inference!.TrySubmit(new(1, Start, 800, odd), Start, sink);
        Submit(2, sink);
        held.LetGo();
        await sink.All;
        Assert.Equal(1, Assert.Single(sink.Failures).Beat.Index);
        Assert.Equal([0L, 2L], sink.Beats.Select(b => b.Index));
    }

    [Fact]
    public async Task Run_FailsWhenAllHaveHeard_TellsNobodyAgain()
    {
        await StartAsync(new() { Workers = 1 }, logger: new FullDisk());
        for (var i = 0; i < 3; i++)
        {
            var sink = new RecordingSink(1);
            Assert.True(Submit(i, sink));
            await sink.All;
            var next = new RecordingSink(1);
            Assert.True(Submit(i, next));
            await next.All; // by then the run before is over
            Assert.Single(sink.Beats);
            Assert.Empty(sink.Failures);
        }

        Assert.Equal(0, _inference!.Statistics.Failed);
    }

    [Fact]
    public async Task Judged_SinkThrows_OthersStillHear()
    {
        var angry = new RecordingSink(1) { OnJudged = _ => throw new InvalidOperationException("made") };
        var calm = new RecordingSink(1);
        await StartAsync(new() { Workers = 1 });
        Submit(0, angry);
        await angry.All;
        Submit(1, calm);
        await calm.All;
        Assert.Single(calm.Beats);
    }

    [Fact]
    public async Task Reload_BetweenBatches_NextVerdictsCarryTheNewVersion()
    {
        using var other = new MadeModels("2.0.0+other");
        await StartAsync(new());
        Assert.Equal("1.0.0+made", (await _inference!.ClassifyAsync(MadeModels.Beat(1), default))[0].ModelSet);
        _host.Reload(other.Folder);
        Assert.Equal("2.0.0+other", (await _inference.ClassifyAsync(MadeModels.Beat(1), default))[0].ModelSet);
        Assert.Equal("2.0.0+other", _inference.Models.Version);
    }

    [Fact]
    public async Task StopAsync_BeatsWaiting_JudgesThemAndTakesNoMore()
    {
        using var held = new HeldWorker();
        var sink = new RecordingSink(100);
        await StartAsync(new() { Workers = 1 });
        await HoldAsync(held);
        for (var i = 0; i < 100; i++) Submit(i, sink);
        var stopped = _inference!.StopAsync(default);
        Assert.False(Submit(100, sink));
        held.LetGo();
        await stopped;
        Assert.Equal(100, sink.Beats.Count);
    }

    [Fact]
    public async Task StopAsync_PatienceEnds_StopsAfterTheRunInHand()
    {
        using var held = new HeldWorker();
        var sink = new RecordingSink();
        await StartAsync(new() { Workers = 1 });
        await HoldAsync(held);
        Submit(0, sink);
        var asked = _inference!.ClassifyAsync(MadeModels.Beat(1), default);
        var stopped = _inference.StopAsync(new CancellationToken(canceled: true));
        held.LetGo();
        await stopped;
        Assert.Empty(sink.Beats);
        Assert.Empty(sink.Failures);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
    }

    [Fact]
    public async Task Work_SteadyState_AllocatesNextToNothing()
    {
        const int Warm = 5_000, Measured = 20_000;
        var sink = new AllocationSink(Warm, Warm + Measured);
        await StartAsync(new() { Workers = 1 });
        var beat = new Beat(0, Start, 800, MadeModels.Beat(1));
        for (var i = 0; i < Warm + Measured;)
            if (_inference!.TrySubmit(beat, Start, sink)) i++;
        Assert.InRange(await sink.Allocated / (double)Measured, 0, 8);
    }

    private bool Submit(long index, IVerdictSink sink) =>
        _inference!.TrySubmit(new(index, Start, 800, MadeModels.Beat(1, (int)index)), Start, sink);

    private async Task HoldAsync(HeldWorker held)
    {
        Assert.True(Submit(-1, held));
        await held.Held;
    }

    private async Task StartAsync(InferenceOptions options, TimeProvider? clock = null, ILogger<BeatInference>? logger = null)
    {
        _inference = new(_host, Options.Create(options), clock ?? TimeProvider.System, logger ?? NullLogger<BeatInference>.Instance);
        await _inference.StartAsync(default);
    }

    /// <summary>A log that cannot be written when a run ends.</summary>
    private sealed class FullDisk : ILogger<BeatInference>
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Name == nameof(BeatInferenceLog.RunEnds)) throw new IOException("no space left");
        }
    }

    // Looks at what its worker's thread allocates between two of its beats; other threads are other tests.
    private sealed class AllocationSink(int from, int to) : IVerdictSink
    {
        private readonly TaskCompletionSource<long> _allocated = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _heard;
        private long _before;

        public Task<long> Allocated => _allocated.Task.WaitAsync(TimeSpan.FromSeconds(60));

        public void Judged(in JudgedBeat beat)
        {
            if (++_heard == from) _before = GC.GetAllocatedBytesForCurrentThread();
            if (_heard == to) _allocated.SetResult(GC.GetAllocatedBytesForCurrentThread() - _before);
        }

        public void Failed(in Beat beat, Exception reason) => _allocated.TrySetException(reason);
    }
}
