using EcgStream.Inference.Batching;
using EcgStream.Inference.ModelSets;
using EcgStream.Inference.Tests.Made;
using EcgStream.Signal.Alarms;
using EcgStream.Signal.Beats;
using EcgStream.Signal.Sequencing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace EcgStream.Inference.Tests.Batching;

/// <summary>The gate on garbage: a beat from chunk to alarm rules, through sequencer, inference and judgement.</summary>
public sealed class WholePathAllocationTests : IDisposable
{
    private const int Warm = 5_000;
    private const int Measured = 20_000;

    // A third of the smallest object: each batch size binds its buffers once, whenever it first occurs.
    private const double BytesABeat = 8;

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly MadeModels _made = new();
    private readonly ModelHost _host;

    public WholePathAllocationTests() => _host = new(ModelSet.Load(_made.Folder));

    public void Dispose()
    {
        _host.Dispose();
        _made.Dispose();
    }

    [Fact]
    public async Task ChunkToRules_SteadyState_AllocatesNothingABeatOnEitherThread()
    {
        // A short queue: while it grows to its size it allocates, and that must be over when it counts.
        using var inference = new BeatInference(
            _host, Options.Create(new InferenceOptions { Workers = 1, QueueCapacity = 1_024 }), TimeProvider.System, NullLogger<BeatInference>.Instance);
        await inference.StartAsync(default);
        var sink = new RulesSink();

        // One thread from here to the end, for what it allocates is counted by thread.
        var onGrainsSide = await Task.Factory.StartNew(() =>
        {
            var (sequencer, samples) = (new BeatSequencer(), MadeModels.Beat(1, 1));
            Feed(sequencer, samples, inference, sink, 0, Warm);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Feed(sequencer, samples, inference, sink, Warm, Warm + Measured);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        Assert.InRange(onGrainsSide / (double)Measured, 0, BytesABeat);
        Assert.InRange(await sink.Allocated / (double)Measured, 0, BytesABeat);
    }

    private static void Feed(BeatSequencer sequencer, float[] samples, BeatInference inference, RulesSink sink, long from, long to)
    {
        for (var i = from; i < to; i++)
        {
            sequencer.Accept(BeatFrame.FirstSampleOf(i), Start.AddMilliseconds(800 * i), 800, samples, timestamp: i);
            while (sequencer.TryTake(out var beat))
                while (!inference.TrySubmit(beat, beat.Due, sink)) Thread.Yield(); // full: the worker needs its turn
        }
    }

    /// <summary>Shows judged beats to the rules, on the one worker's thread.</summary>
    private sealed class RulesSink : IVerdictSink
    {
        private readonly TaskCompletionSource<long> _allocated = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly AlarmRules _rules = AlarmRules.Default();
        private readonly List<AlarmChange> _changes = [];
        private long _before;

        public Task<long> Allocated => _allocated.Task.WaitAsync(TimeSpan.FromMinutes(2));

        public void Judged(in JudgedBeat beat)
        {
            _rules.Observe(beat, _changes);
            if (beat.Index == Warm) _before = GC.GetAllocatedBytesForCurrentThread();
            if (beat.Index == Warm + Measured - 1) _allocated.SetResult(GC.GetAllocatedBytesForCurrentThread() - _before);
        }

        public void Failed(in Beat beat, Exception reason) => _allocated.TrySetException(reason);
    }
}
