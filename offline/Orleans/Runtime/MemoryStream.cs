using Orleans.Runtime;
using Orleans.Streams;

namespace Orleans.Standin;

/// <summary>A stream as its producers see it.</summary>
internal sealed class MemoryStream<T>(MemoryStreamProvider provider, StreamId stream) : IAsyncStream<T>
{
    public bool IsRewindable => provider.IsRewindable;

    public string ProviderName => provider.Name;

    public StreamId StreamId => stream;

    public Task OnNextAsync(T item, StreamSequenceToken? token = null) => provider.Publish(stream, [item]);

    public Task OnNextBatchAsync(IEnumerable<T> batch, StreamSequenceToken? token = null) =>
        provider.Publish(stream, [.. batch.Select(item => (object?)item)]);

    public Task OnErrorAsync(Exception ex) => throw new NotSupportedException("Memory streams carry no errors.");
}
