using System.Globalization;
using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using EcgStream.Gateway.Classify;
using EcgStream.Signal.Beats;

namespace EcgStream.MicroBench.Gateway;

/// <summary>The body of a classification, read in one pass, beside reading it through a JSON document.</summary>
[MemoryDiagnoser]
public class ClassifyBodyBenchmarks
{
    private byte[] _body = [];

    /// <summary>Beats in the body.</summary>
    [Params(1, 64)]
    public int Beats { get; set; }

    /// <summary>Writes the body.</summary>
    [GlobalSetup]
    public void Write()
    {
        var beats = MadeBeats.Samples(Beats).Chunk(BeatFrame.SampleCount)
            .Select(beat => "[" + string.Join(',', beat.Select(sample => sample.ToString("0.######", CultureInfo.InvariantCulture))) + "]")
            .ToArray();
        _body = Encoding.UTF8.GetBytes(Beats == 1 ? $$"""{"samples":{{beats[0]}}}""" : $$"""{"beats":[{{string.Join(',', beats)}}]}""");
    }

    /// <summary>The fast path.</summary>
    [Benchmark]
    public float[] ReadInOnePass() => PlainBeats.TryRead(_body) ?? throw new InvalidOperationException("The body is not plain.");

    /// <summary>The careful path, which finds every fault.</summary>
    [Benchmark(Baseline = true)]
    public float[] ReadThroughDocument()
    {
        using var document = JsonDocument.Parse(_body);
        return ClassifyBody.Read(document.RootElement);
    }
}
