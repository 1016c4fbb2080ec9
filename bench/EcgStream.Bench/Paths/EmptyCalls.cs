using System.Collections.Concurrent;
using EcgStream.Contracts.Ecg;
using Orleans;

namespace EcgStream.Bench.Paths;

/// <summary>The call door with nothing behind it: the least that a beat costs which goes through a grain.</summary>
internal sealed class EmptyCalls(IGrainFactory grains)
{
    private readonly ConcurrentDictionary<string, IEmptyGrain> _grains = new(StringComparer.Ordinal);
    private long _done;

    /// <summary>Calls that have been answered.</summary>
    internal long Done => Interlocked.Read(ref _done);

    internal async Task SendAsync(IReadOnlyList<EcgChunk> chunks)
    {
        await Task.WhenAll(chunks.Select(chunk =>
            _grains.GetOrAdd(chunk.PatientId, static (id, grains) => grains.GetGrain<IEmptyGrain>(id), grains).Take(chunk)));
        Interlocked.Add(ref _done, chunks.Count);
    }
}
