using System.Diagnostics;
using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using EcgStream.MicroBench.Checking;

// dotnet run -c Release --project bench/Micro -- --filter '*Sequence*'      times, by BenchmarkDotNet (--help lists its options)
// dotnet run -c Release --project bench/Micro -- --check [FILE]             allocations only; fails on more than the file says
// dotnet run -c Release --project bench/Micro -- --update bench/Micro/allocations.json
const string Tiers = "DOTNET_TieredCompilation";
CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
if (args is ["--check" or "--update", ..] && Environment.GetEnvironmentVariable(Tiers) != "0")
{
    // The tiers of the compiler remove objects at different times: without them the figures are the same in every run.
    var start = new ProcessStartInfo("dotnet", [typeof(AllocationCheck).Assembly.Location, .. args]);
    start.Environment[Tiers] = "0";
    using var check = Process.Start(start)!;
    check.WaitForExit();
    return check.ExitCode;
}

switch (args)
{
    case ["--check"]: return AllocationCheck.Run(Path.Combine(AppContext.BaseDirectory, "allocations.json"), Console.Out);
    case ["--check", var file]: return AllocationCheck.Run(file, Console.Out);
    case ["--update", var file]: return AllocationCheck.Update(file, Console.Out);
    default:
        // In this process: a program of its own for each job would have the whole solution built again.
        var config = ManualConfig.Create(DefaultConfig.Instance)
            .WithArtifactsPath(Path.Combine("artifacts", "bench", "micro"))
            .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance));
        BenchmarkSwitcher.FromAssembly(typeof(AllocationCheck).Assembly).Run(args, config);
        return 0;
}
