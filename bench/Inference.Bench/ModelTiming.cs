using System.Diagnostics;
using EcgStream.Inference.ModelSets;
using EcgStream.Signal.Beats;

namespace EcgStream.Inference.Bench;

/// <summary>One model at one batch size, on one thread.</summary>
internal sealed record ModelTiming(string Name, int Batch, Spread MicrosecondsPerBeat, double AllocatedBytesPerBeat)
{
    public static ModelTiming Measure(string name, ModelSession session, int batch, int repeats, TimeSpan each)
    {
        var bound = session.Rent();
        Beats.Make(batch).CopyTo(bound.Beats);
        var warm = Stopwatch.StartNew();
        var runs = 0;
        for (; warm.Elapsed < each; runs++) bound.Run(batch);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < runs; i++) bound.Run(batch);
        var allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)(runs * batch);
        var time = Spread.Of(repeats, () =>
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < runs; i++) bound.Run(batch);
            return Stopwatch.GetElapsedTime(start).TotalMicroseconds / (runs * batch);
        });
        session.Return(bound);
        return new(name, batch, time, allocated);
    }

    /// <summary>All cores run the combined graph and nothing else.</summary>
    /// <returns>Beats run.</returns>
    public static long Raw(ModelSet set, int threads, int batch, TimeSpan time)
    {
        var beats = 0L;
        var watch = Stopwatch.StartNew();
        var runners = Enumerable.Range(0, threads).Select(_ => new Thread(() =>
        {
            var bound = set.Combined.Rent();
            Beats.Make(batch).CopyTo(bound.Beats);
            var n = 0L;
            for (; watch.Elapsed < time; n += batch) bound.Run(batch);
            Interlocked.Add(ref beats, n);
            set.Combined.Return(bound);
        })).ToArray();
        foreach (var runner in runners) runner.Start();
        foreach (var runner in runners) runner.Join();
        return beats;
    }
}
