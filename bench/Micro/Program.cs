using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using EcgStream.MicroBench.Checking;

// dotnet run -c Release --project bench/Micro -- --filter '*Sequencer*'     times, by BenchmarkDotNet (--help lists its options)
// dotnet run -c Release --project bench/Micro -- --check [FILE]             allocations only; fails on more than the file says
// dotnet run -c Release --project bench/Micro -- --update bench/Micro/allocations.json
CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
var committed = Path.Combine(AppContext.BaseDirectory, "allocations.json");
switch (args)
{
    case ["--check"]: return AllocationCheck.Run(committed, Console.Out);
    case ["--check", var file]: return AllocationCheck.Run(file, Console.Out);
    case ["--update", var file]: return AllocationCheck.Update(file, Console.Out);
    default:
        var config = DefaultConfig.Instance.WithArtifactsPath(Path.Combine("artifacts", "bench", "micro"));
        BenchmarkSwitcher.FromAssembly(typeof(AllocationCheck).Assembly).Run(args, config);
        return 0;
}
