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
    private readonly Shard[] _shards;
    private readonly Task[] _loops;

    internal ChannelPath()
    {
        _inference = new BeatInference(_models, Options.Create(new InferenceOptions()), TimeProvider.System, NullLogger<BeatInference>.Instance);
        _inference.StartAsync(CancellationToken.None).GetAwaiter().GetResult();
        _shards = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Shard())];
        _loops = [.. _shards.SelectMany(shard => new[] { Task.Run(() => ReadChunksAsync(shard)), Task.Run(() => ReadVerdictsAsync(shard)) })];
    }

    /// <summary>Beats that the rules have seen.</summary>
    internal long Done => _shards.Sum(shard => Volatile.Read(ref shard.Done));

    internal async Task SendAsync(IReadOnlyList<EcgChunk> chunks)
    {
        foreach (var chunk in chunks)
            await _shards[(uint)chunk.PatientId.GetHashCode(StringComparison.Ordinal) % (uint)_shards.Length].Chunks.Writer.WriteAsync(chunk);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var shard in _shards) shard.Chunks.Writer.Complete();
        foreach (var shard in _shards) shard.Verdicts.Writer.Complete();
        await Task.WhenAll(_loops);
        _inference.Dispose();
        _models.Dispose();
    }

    private async Task ReadChunksAsync(Shard shard)
    {
        Dictionary<string, ChannelPatient> patients = [];
        await foreach (var chunk in shard.Chunks.Reader.ReadAllAsync())
        {
            if (!patients.TryGetValue(chunk.PatientId, out var patient))
                patients.Add(chunk.PatientId, patient = new ChannelPatient(shard.Verdicts.Writer));
            patient.Sequencer.Accept(chunk.FirstSample, chunk.StartTime, chunk.RrMs, chunk.Samples, TimeProvider.System.GetTimestamp());
            while (patient.Sequencer.TryTake(out var beat))
                while (!_inference.TrySubmit(beat, TimeProvider.System.GetUtcNow(), patient))
                    await Task.Yield(); // cannot be while the window is smaller than the queue
        }
    }

    private static async Task ReadVerdictsAsync(Shard shard)
    {
        await foreach (var (patient, beat) in shard.Verdicts.Reader.ReadAllAsync())
        {
            patient.Observe(beat);
            Volatile.Write(ref shard.Done, shard.Done + 1);
        }
    }

    private sealed class Shard
    {
        internal long Done;

        // Full: the producer waits.
        internal Channel<EcgChunk> Chunks { get; } = Channel.CreateBounded<EcgChunk>(new BoundedChannelOptions(4_096) { SingleReader = true });

        // Bounded by what the producer has under way.
        internal Channel<(ChannelPatient Patient, JudgedBeat Beat)> Verdicts { get; } =
            Channel.CreateUnbounded<(ChannelPatient, JudgedBeat)>(new UnboundedChannelOptions { SingleReader = true });
    }
}
