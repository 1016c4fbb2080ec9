using System.Diagnostics;
using EcgStream.Inference.Batching;
using EcgStream.Inference.ModelSets;
using EcgStream.Signal.Beats;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace EcgStream.Inference.Bench;

/// <summary>Beats through queue, micro-batches and judgement, all workers.</summary>
internal static class PipelineTiming
{
    private const int Outstanding = 2_048;

    /// <summary>The queue is never empty.</summary>
    /// <returns>Beats judged.</returns>
    public static long Saturated(ModelHost host, TimeSpan time)
    {
        var sink = new Sink();
        using var inference = Start(host, new());
        var beat = Beat();
        var watch = Stopwatch.StartNew();
        var sent = 0;
        while (watch.Elapsed < time)
        {
            // The submitter takes a core from the workers, so it sends in bursts and sleeps while they work.
            while (sent - sink.Heard < Outstanding && inference.TrySubmit(beat, beat.Start, sink)) sent++;
            while (sent - sink.Heard > Outstanding / 2) Thread.Sleep(1);
        }
        return sink.Heard;
    }

    /// <summary>Microseconds from handing over a lone beat to its verdict, with all workers asleep before.</summary>
    public static Spread Lone(ModelHost host, int repeats)
    {
        var sink = new Sink();
        using var inference = Start(host, new());
        var beat = Beat();
        return Spread.Of(repeats, () =>
        {
            Thread.Sleep(2);
            var target = sink.Heard + 1;
            var start = Stopwatch.GetTimestamp();
            inference.TrySubmit(beat, beat.Start, sink);
            SpinWait.SpinUntil(() => sink.Heard == target);
            return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        });
    }

    private static BeatInference Start(ModelHost host, InferenceOptions options)
    {
        var inference = new BeatInference(host, Options.Create(options), TimeProvider.System, NullLogger<BeatInference>.Instance);
        inference.StartAsync(default).GetAwaiter().GetResult();
        return inference;
    }

    private static Beat Beat() => new(0, TimeProvider.System.GetUtcNow(), 800, Beats.Make(1));

    private sealed class Sink : IVerdictSink
    {
        private int _heard;

        public int Heard => Volatile.Read(ref _heard);

        public void Judged(in JudgedBeat beat) => Interlocked.Increment(ref _heard);

        public void Failed(in Beat beat, Exception reason) => throw reason;
    }
}
