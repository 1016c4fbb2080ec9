using System.Linq.Expressions;
using System.Reflection;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;

namespace EcgStream.MicroBench.Checking;

/// <summary>
/// Managed bytes that each benchmark of this assembly allocates per operation on the thread that runs it. No clock is read, and the
/// program checks without tiered compilation: the figures are the same in every run.
/// </summary>
internal static class AllocationMeter
{
    // The first invocations fill caches and lists; the rest repeat.
    private const int WarmUps = 40;
    private const int Invocations = 20;

    /// <summary>Runs every benchmark but the baselines, which are code of others that ours is compared with.</summary>
    /// <returns>Bytes per operation by the benchmark's name and parameters.</returns>
    internal static SortedDictionary<string, long> Measure()
    {
        var measured = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var type in typeof(AllocationMeter).Assembly.GetTypes())
        {
            if (!type.GetMethods().Any(method => method.IsDefined(typeof(BenchmarkDotNet.Attributes.BenchmarkAttribute)))) continue;
            foreach (var benchmark in BenchmarkConverter.TypeToBenchmarks(type, DefaultConfig.Instance).BenchmarksCases)
                if (!benchmark.Descriptor.Baseline) measured.Add(NameOf(benchmark), BytesOf(benchmark));
        }

        return measured;
    }

    private static string NameOf(BenchmarkCase benchmark) =>
        $"{benchmark.Descriptor.Type.Name}.{benchmark.Descriptor.WorkloadMethod.Name}" +
        (benchmark.HasParameters ? $"({string.Join(", ", benchmark.Parameters.Items.Select(one => $"{one.Name}: {one.Value}"))})" : "");

    private static long BytesOf(BenchmarkCase benchmark)
    {
        var descriptor = benchmark.Descriptor;
        var instance = Activator.CreateInstance(descriptor.Type)!;
        foreach (var parameter in benchmark.Parameters.Items) descriptor.Type.GetProperty(parameter.Name)!.SetValue(instance, parameter.Value);
        Call(descriptor.GlobalSetupMethod, instance);
        try
        {
            var run = ActionOf(instance, descriptor.WorkloadMethod);
            for (var i = 0; i < WarmUps; i++) run();
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < Invocations; i++) run();
            return (GC.GetAllocatedBytesForCurrentThread() - before) / (Invocations * descriptor.OperationsPerInvoke);
        }
        finally
        {
            Call(descriptor.GlobalCleanupMethod, instance);
        }
    }

    private static void Call(MethodInfo? method, object instance) => (method?.Invoke(instance, null) as Task)?.GetAwaiter().GetResult();

    // A compiled call: one by reflection would box the result.
    private static Action ActionOf(object instance, MethodInfo method) =>
        Expression.Lambda<Action>(Expression.Call(Expression.Constant(instance), method)).Compile();
}
