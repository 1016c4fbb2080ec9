using BenchmarkDotNet.Attributes;
using EcgStream.Inference;
using EcgStream.Inference.Batching;
using EcgStream.Inference.Judging;
using EcgStream.Inference.ModelSets;
using EcgStream.Signal.Beats;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace EcgStream.MicroBench.Inference;

/// <summary>What surrounds a model run: the verdict, the micro-batching and the explanation.</summary>
[MemoryDiagnoser]
public class JudgingBenchmarks
{
    private readonly Sink _sink = new();
    private ModelHost _host = null!;
    private BeatInference _inference = null!;
    private Beat _beat;
    private float[] _scores = [];

    /// <summary>Loads the shipped models and starts the workers.</summary>
    [GlobalSetup]
    public void Start()
    {
        _host = new ModelHost(ShippedModels.Load());
        _inference = new BeatInference(_host, Options.Create(new InferenceOptions()), TimeProvider.System, NullLogger<BeatInference>.Instance);
        _inference.StartAsync(CancellationToken.None).GetAwaiter().GetResult();
        _beat = new Beat(0, MadeBeats.Start, MadeBeats.RrMs, MadeBeats.Samples(1));
        _scores = _host.Current.Set.Scores(_beat.Samples.Span);
    }

    /// <summary>Stops the workers.</summary>
    [GlobalCleanup]
    public void Stop()
    {
        _inference.Dispose();
        _host.Dispose();
    }

    /// <summary>Four answers become one verdict.</summary>
    [Benchmark]
    public Verdict Judge() => _host.Current.Judgement.Judge(_scores);

    /// <summary>From handing over a lone beat to its verdict; allocations are those of the thread that hands it over.</summary>
    [Benchmark]
    public void LoneBeat()
    {
        var heard = _sink.Heard;
        _inference.TrySubmit(_beat, _beat.Due, _sink);
        var wait = default(SpinWait);
        while (_sink.Heard == heard) wait.SpinOnce();
    }

    /// <summary>The explanation of one verdict, 141 rows through the combined graph.</summary>
    [Benchmark]
    public BeatAttribution Explain() => Attribution.Explain(_host.Current, _beat.Samples.Span);

    private sealed class Sink : IVerdictSink
    {
        private int _heard;

        public int Heard => Volatile.Read(ref _heard);

        public void Judged(in JudgedBeat beat) => Interlocked.Increment(ref _heard);

        public void Failed(in Beat beat, Exception reason) => throw reason;
    }
}
