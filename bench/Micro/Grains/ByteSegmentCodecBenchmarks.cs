using System.Buffers;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using EcgStream.Grains;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Providers;
using Orleans.Runtime;
using Orleans.Serialization;

namespace EcgStream.MicroBench.Grains;

/// <summary>A memory stream's message with a beat in it, between silos and within one: our codec beside Orleans' own.</summary>
[MemoryDiagnoser]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class ByteSegmentCodecBenchmarks
{
    private const int BeatBytes = 700; // 140 float32, and what goes with them
    private readonly MemoryMessageData _message = new()
    {
        StreamId = StreamId.Create("ecg", "p00001"),
        SequenceNumber = 7,
        EnqueueTimeUtc = MadeBeats.Start.UtcDateTime,
        Payload = Enumerable.Range(0, BeatBytes).Select(i => (byte)(i * 31)).ToArray(),
    };

    private readonly ArrayBufferWriter<byte> _buffer = new(4 * BeatBytes);
    private readonly ServiceProvider _ours = new ServiceCollection().AddSerializer().AddEcgWire().BuildServiceProvider();
    private readonly ServiceProvider _orleans = new ServiceCollection().AddSerializer().BuildServiceProvider();
    private readonly Serializer _serializer, _orleansSerializer;
    private readonly DeepCopier _copier, _orleansCopier;
    private readonly byte[] _written;

    /// <summary>Builds both serialisers.</summary>
    public ByteSegmentCodecBenchmarks()
    {
        (_serializer, _copier) = (_ours.GetRequiredService<Serializer>(), _ours.GetRequiredService<DeepCopier>());
        (_orleansSerializer, _orleansCopier) = (_orleans.GetRequiredService<Serializer>(), _orleans.GetRequiredService<DeepCopier>());
        _written = _serializer.SerializeToArray(_message);
    }

    /// <summary>Writes the message.</summary>
    [Benchmark]
    [BenchmarkCategory("write")]
    public int Write() => WriteBy(_serializer);

    /// <summary>Orleans' codec writes it.</summary>
    [Benchmark(Baseline = true)]
    [BenchmarkCategory("write")]
    public int WriteByOrleans() => WriteBy(_orleansSerializer);

    /// <summary>Reads the message.</summary>
    [Benchmark]
    [BenchmarkCategory("read")]
    public MemoryMessageData Read() => _serializer.Deserialize<MemoryMessageData>(_written);

    /// <summary>Orleans' codec reads it.</summary>
    [Benchmark(Baseline = true)]
    [BenchmarkCategory("read")]
    public MemoryMessageData ReadByOrleans() => _orleansSerializer.Deserialize<MemoryMessageData>(_written);

    /// <summary>Copies the message within a process.</summary>
    [Benchmark]
    [BenchmarkCategory("copy")]
    public MemoryMessageData Copy() => _copier.Copy(_message);

    /// <summary>Orleans' codec copies it.</summary>
    [Benchmark(Baseline = true)]
    [BenchmarkCategory("copy")]
    public MemoryMessageData CopyByOrleans() => _orleansCopier.Copy(_message);

    private int WriteBy(Serializer serializer)
    {
        _buffer.ResetWrittenCount();
        serializer.Serialize(_message, _buffer);
        return _buffer.WrittenCount;
    }
}
