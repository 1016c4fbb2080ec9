using System.Diagnostics;
using System.Text.Json.Nodes;
using EcgStream.Bench.Measuring;

namespace EcgStream.Bench.Paths;

/// <summary>Section models: each graph alone in ONNX Runtime, one thread.</summary>
internal static class ModelCosts
{
    private static readonly string[] Graphs = ["dnn", "lstm", "cnn", "autoencoder", "combined"];
    private static readonly int[] Batches = [1, 8, 32, 64];

    internal static void Measure(BenchOptions options, Report report)
    {
        var graphs = Graphs.ToDictionary(name => name, name => new OnnxGraph(name));
        var runs = graphs.SelectMany(graph => Batches.Select(batch => (Name: graph.Key, Batch: batch, Caller: graph.Value.Bind(batch)))).ToArray();
        var each = options.Each / 10;
        var costs = runs.ToDictionary(run => run, _ => new List<(double Microseconds, double Bytes)>());
        foreach (var run in runs) Once(run.Caller, run.Batch, each);
        for (var repeat = 0; repeat < options.Repeats; repeat++)
            foreach (var run in runs) costs[run].Add(Once(run.Caller, run.Batch, each));

        Report.Say();
        Report.Say($"{"model, one thread",-20}{"batch",6}   {"µs/beat: min",10} {"median",10} {"max",10} {"bytes/beat",11}");
        foreach (var (run, cost) in costs)
        {
            var (time, bytes) = (Spread.Of(cost.Select(one => one.Microseconds)), cost.Max(one => one.Bytes));
            Report.Say($"{run.Name,-20}{run.Batch,6}   {time.Show("0.00")} {bytes,11:0.##}");
            report.Add("models", new JsonObject
            {
                ["name"] = run.Name,
                ["batch"] = run.Batch,
                ["microsecondsPerBeat"] = Math.Round(time.Median, 2),
                ["allocatedBytesPerBeat"] = Math.Round(bytes, 2),
            });
        }

        foreach (var run in runs) run.Caller.Dispose();
        foreach (var graph in graphs.Values) graph.Dispose();
    }

    private static (double Microseconds, double Bytes) Once(OnnxGraph.Caller caller, int batch, TimeSpan time)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        var beats = 0L;
        for (; Stopwatch.GetElapsedTime(start) < time; beats += batch) caller.Run();
        return (Stopwatch.GetElapsedTime(start).TotalMicroseconds / beats, (double)(GC.GetAllocatedBytesForCurrentThread() - allocated) / beats);
    }
}
