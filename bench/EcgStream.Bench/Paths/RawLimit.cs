using System.Diagnostics;
using EcgStream.Bench.Measuring;

namespace EcgStream.Bench.Paths;

/// <summary>ONNX Runtime alone on all cores: the limit that everything else is compared with.</summary>
internal sealed class RawLimit : IDisposable
{
    private static readonly int[] Batches = [8, 16, 32, 64, 128, 256];
    private readonly OnnxGraph _graph = new("combined");

    /// <summary>Tries all batch sizes by turns and keeps the best.</summary>
    internal RawLimit(TimeSpan each)
    {
        Run(64, each);
        Batch = Batches.MaxBy(batch => Enumerable.Range(0, 3).Max(_ => Run(batch, each / 4).BeatsPerSecond));
    }

    /// <summary>The best batch size.</summary>
    internal int Batch { get; }

    internal Sample Run(TimeSpan time) => Run(Batch, time);

    public void Dispose() => _graph.Dispose();

    private Sample Run(int batch, TimeSpan time)
    {
        var beats = 0L;
        var mark = Sample.Mark.Now(0);
        var watch = Stopwatch.StartNew();
        var threads = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(() =>
        {
            using var caller = _graph.Bind(batch);
            var n = 0L;
            for (; watch.Elapsed < time; n += batch) caller.Run();
            Interlocked.Add(ref beats, n);
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        return mark.Until(Sample.Mark.Now(beats));
    }
}
