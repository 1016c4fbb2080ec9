using System.Threading.Channels;
using EcgStream.Contracts.Ecg;
using EcgStream.Inference;
using EcgStream.Inference.Batching;
using EcgStream.Inference.ModelSets;
using EcgStream.Signal.Beats;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace EcgStream.Bench.Paths;

/// <summary>
/// The same Signal, Inference and alarm rules between plain channels, one shard a core: no Orleans and no history. What
/// somebody would write who needs neither identity nor durability.
/// </summary>
internal sealed class ChannelPath : IAsyncDisposable
{
    private readonly ModelHost _models = new(ModelSet.Load(new InferenceOptions().ModelsFolder));
    private readonly BeatInference _inference;
    private readonly Channel<EcgChunk>[] _shards;
    private readonly Task[] _loops;
    private long _done;

    internal ChannelPath()
    {
        _inference = new BeatInference(_models, Options.Create(new InferenceOptions()), TimeProvider.System, NullLogger<BeatInference>.Instance);
        _inference.StartAsync(CancellationToken.None).GetAwaiter().GetResult();
        _shards = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ =>
            Channel.CreateBounded<EcgChunk>(new BoundedChannelOptions(4_096) { SingleReader = true }))]; // full: the producer waits
        _loops = [.. _shards.Select(shard => Task.Run(() => ReadAsync(shard.Reader)))];
    }

    /// <summary>Beats that the rules have seen.</summary>
    internal long Done => Interlocked.Read(ref _done);

    internal async Task SendAsync(IReadOnlyList<EcgChunk> chunks)
    {
        foreach (var chunk in chunks)
            await _shards[(uint)chunk.PatientId.GetHashCode(StringComparison.Ordinal) % (uint)_shards.Length].Writer.WriteAsync(chunk);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var shard in _shards) shard.Writer.Complete();
        await Task.WhenAll(_loops);
        _inference.Dispose();
        _models.Dispose();
    }

    private async Task ReadAsync(ChannelReader<EcgChunk> shard)
    {
        Dictionary<string, ChannelPatient> patients = [];
        while (await shard.WaitToReadAsync())
        {
            while (shard.TryRead(out var chunk))
            {
                if (!patients.TryGetValue(chunk.PatientId, out var patient))
                    patients.Add(chunk.PatientId, patient = new ChannelPatient(() => Interlocked.Increment(ref _done)));
                patient.Sequencer.Accept(chunk.FirstSample, chunk.StartTime, chunk.RrMs, chunk.Samples, TimeProvider.System.GetTimestamp());
                while (patient.Sequencer.TryTake(out var beat))
                    while (!_inference.TrySubmit(beat, TimeProvider.System.GetUtcNow(), patient))
                        await Task.Yield(); // cannot be while the window is smaller than the queue
            }
        }
    }
}
