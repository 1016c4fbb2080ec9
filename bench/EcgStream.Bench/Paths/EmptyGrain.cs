using EcgStream.Contracts.Ecg;
using Orleans;

namespace EcgStream.Bench.Paths;

/// <summary>What a call with a beat costs when nothing is done in it.</summary>
[Alias("bench.empty")]
public interface IEmptyGrain : IGrainWithStringKey
{
    /// <summary>Takes a chunk and forgets it.</summary>
    [Alias("take")]
    Task<AppendReply> Take(EcgChunk chunk);
}

/// <inheritdoc/>
public sealed class EmptyGrain : Grain, IEmptyGrain
{
    /// <inheritdoc/>
    public Task<AppendReply> Take(EcgChunk chunk) => Task.FromResult(new AppendReply(AppendOutcome.Taken, 0));
}
