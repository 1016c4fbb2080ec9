using BenchmarkDotNet.Attributes;
using EcgStream.Signal.Alarms;
using EcgStream.Signal.Beats;
using EcgStream.Signal.Quality;
using EcgStream.Signal.Sequencing;

namespace EcgStream.MicroBench.Signal;

/// <summary>What a beat costs before and after the models.</summary>
[MemoryDiagnoser]
public class SignalBenchmarks
{
    private const int Batch = 32;

    private readonly float[] _beats = MadeBeats.Samples(Batch);
    private readonly ReadOnlyMemory<float> _beat = MadeBeats.Samples(1);
    private readonly ulong[] _hashes = new ulong[Batch];
    private readonly BeatSequencer _sequencer = new();
    private readonly AlarmRules _rules = AlarmRules.Default();
    private readonly List<AlarmChange> _changes = [];
    private long _judged;

    /// <summary>A whole beat that arrives in order, and leaves.</summary>
    [Benchmark]
    public Beat Sequence()
    {
        var next = _sequencer.NextBeat;
        _sequencer.Accept(BeatFrame.FirstSampleOf(next), MadeBeats.TimeOf(next), MadeBeats.RrMs, _beat, timestamp: next);
        _sequencer.TryTake(out var beat);
        return beat;
    }

    /// <summary>One judged beat through all alarm rules; no alarm is raised.</summary>
    [Benchmark]
    public int ObserveRules()
    {
        _rules.Observe(MadeBeats.Judged(_judged++), _changes);
        return _changes.Count;
    }

    /// <summary>The hash of one beat alone.</summary>
    [Benchmark]
    public ulong HashOne() => SampleHash.Of(_beat.Span);

    /// <summary>The hashes of a batch, four side by side, per beat.</summary>
    [Benchmark(OperationsPerInvoke = Batch)]
    public void HashBatch() => SampleHash.OfEach(_beats, _hashes);

    /// <summary>Noise, clipping and flat line.</summary>
    [Benchmark]
    public SignalQuality CheckQuality() => SignalQualityCheck.Of(_beat.Span);
}
