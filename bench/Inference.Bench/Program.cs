using System.Globalization;
using EcgStream.Inference;
using EcgStream.Inference.Bench;
using EcgStream.Inference.Judging;
using EcgStream.Inference.ModelSets;

// Inference alone: each model, the combined graph, an explanation, and the micro-batching around them.
// dotnet run -c Release --project bench/Inference.Bench -- [--quick] [--cpu] [model folder]; --cpu: processor time alone
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var quick = args.Contains("--quick");
var folder = args.FirstOrDefault(a => !a.StartsWith("--", StringComparison.Ordinal)) ?? Path.Combine(AppContext.BaseDirectory, "models");
var (repeats, each) = quick ? (3, TimeSpan.FromMilliseconds(100)) : (7, TimeSpan.FromMilliseconds(300));
var load = Machine.Load();
using var host = new ModelHost(ModelSet.Load(folder));
var set = host.Current.Set;
Console.WriteLine($"{Machine.Describe()}; models {set.Manifest.Version}");

var cpu = CpuCost.Measure(set, repeats, each);
Console.WriteLine($"{"batch 32, one thread",-20} processor microseconds a beat: min  median     max");
foreach (var (name, cost) in cpu.MicrosecondsPerBeat)
    Console.WriteLine($"{name,-20} {cost.Min,34:0.00} {cost.Median,7:0.00} {cost.Max,7:0.00}");
Console.WriteLine($"{"combined / dnn",-20} {cpu.CombinedOverDnn.Min,34:0.0} {cpu.CombinedOverDnn.Median,7:0.0} {cpu.CombinedOverDnn.Max,7:0.0}");
if (args.Contains("--cpu"))
{
    Console.WriteLine($"load average {load} at start, {Machine.Load()} at end");
    return;
}

Console.WriteLine();
Console.WriteLine($"{"model",-12} batch   microseconds a beat: min  median     max   bytes a beat");
foreach (var name in ModelNames.All.Append("combined"))
    foreach (var batch in new[] { 1, 8, 32, 64 })
    {
        var t = ModelTiming.Measure(name, name == "combined" ? set.Combined : set.Single(name), batch, repeats, each);
        Console.WriteLine($"{name,-12} {batch,5}   {t.MicrosecondsPerBeat.Min,24:0.00} {t.MicrosecondsPerBeat.Median,7:0.00} {t.MicrosecondsPerBeat.Max,7:0.00}   {t.AllocatedBytesPerBeat,12:0.00}");
    }

// Alternating, so that other work on the machine falls on both. On a busy machine trust processor time, not beats a second.
var (raw, pipeline, most) = (new List<Throughput>(), new List<Throughput>(), new InferenceOptions().MaxBatch);
for (var i = 0; i < repeats; i++)
{
    raw.Add(Throughput.Of(() => ModelTiming.Raw(set, Environment.ProcessorCount, most, 3 * each)));
    pipeline.Add(Throughput.Of(() => PipelineTiming.Saturated(host, 3 * each)));
}
foreach (var (name, figures) in new[] { ($"raw limit (combined graph, batch {most}, all cores)", raw), ("queue, micro-batches and judgement", pipeline) })
    Console.WriteLine($"{name}: {Throughput.Median(figures).BeatsPerSecond:0} beats/s, {Throughput.Median(figures).CpuMicrosecondsPerBeat:0.0} processor microseconds a beat (medians)");
var lone = PipelineTiming.Lone(host, quick ? 51 : 301);
Console.WriteLine($"a lone beat, handed over to verdict: {lone.Min:0} / {lone.Median:0} / {lone.Max:0} microseconds (min/median/max)");
var beat = Beats.Make(1);
var explain = Spread.Of(quick ? 5 : 21, () =>
{
    var start = System.Diagnostics.Stopwatch.GetTimestamp();
    Attribution.Explain(host.Current, beat);
    return System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalMilliseconds;
});
Console.WriteLine($"explanation of a beat: {explain.Min:0.0} / {explain.Median:0.0} / {explain.Max:0.0} ms (min/median/max)");
Console.WriteLine($"load average {load} at start, {Machine.Load()} at end");
