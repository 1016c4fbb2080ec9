using BenchmarkDotNet.Attributes;
using EcgStream.Inference.ModelSets;

namespace EcgStream.MicroBench.Inference;

/// <summary>One run of a model on one thread, through the buffers that inference binds.</summary>
[MemoryDiagnoser]
public class ModelBenchmarks
{
    private const string Combined = "combined";
    private ModelSet _set = null!;
    private ModelSession _session = null!;
    private BoundBatch _bound = null!;

    /// <summary>The four models, and the graph of all four.</summary>
    public static IEnumerable<string> Models => [.. ModelNames.All, Combined];

    /// <summary>Model that runs.</summary>
    [ParamsSource(nameof(Models))]
    public string Model { get; set; } = Combined;

    /// <summary>Beats in one run.</summary>
    [Params(1, 32)]
    public int Batch { get; set; }

    /// <summary>Loads the shipped models.</summary>
    [GlobalSetup]
    public void Load()
    {
        _set = ShippedModels.Load();
        _session = Model == Combined ? _set.Combined : _set.Single(Model);
        _bound = _session.Rent();
        MadeBeats.Samples(Batch).CopyTo(_bound.Beats);
    }

    /// <summary>Gives the models up.</summary>
    [GlobalCleanup]
    public void Unload()
    {
        _session.Return(_bound);
        _set.Dispose();
    }

    /// <summary>A run of the whole batch.</summary>
    [Benchmark]
    public void Run() => _bound.Run(Batch);
}
