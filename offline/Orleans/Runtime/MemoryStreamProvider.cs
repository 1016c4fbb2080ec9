namespace Orleans.Standin;

/// <summary>
/// Streams in memory. As with the real provider, an item waits in one of some queues until an agent's next poll, goes
/// to every grain class that subscribes to its namespace, in order and one at a time, is tried again with growing pauses
/// when the consumer throws, and is dropped (the consumer's OnErrorAsync hears of it) after MaxEventDeliveryTime.
/// </summary>
internal sealed class MemoryStreamProvider(string name, IServiceProvider services) : IStreamProvider
{
    private readonly StreamPullingAgentOptions _agent = services.GetRequiredService<IOptionsMonitor<StreamPullingAgentOptions>>().Get(name);
    private readonly int _queueCount = services.GetRequiredService<IOptionsMonitor<HashRingStreamQueueMapperOptions>>().Get(name).TotalQueueCount;
    private readonly ConcurrentDictionary<string, Type[]> _consumers = new();
    private readonly CancellationTokenSource _stop = new();
    private StreamQueue[] _queues = [];
    private Task[] _agents = [];
    private Silo _silo = null!;
    public string Name => name;
    public bool IsRewindable => false;
    public TimeSpan PollPeriod => _agent.GetQueueMsgsTimerPeriod;
    public TimeSpan MaxDeliveryTime => _agent.MaxEventDeliveryTime;
    public Silo Silo => _silo;
    public CancellationToken Stopping => _stop.Token;

    public void Start(Silo silo)
    {
        _silo = silo;
        _queues = [.. Enumerable.Range(0, _queueCount).Select(_ => new StreamQueue(this))];
        _agents = [.. _queues.Select(queue => Task.Run(queue.PollAsync))];
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_agents).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public IAsyncStream<T> GetStream<T>(StreamId streamId) => new MemoryStream<T>(this, streamId);
    public Type[] ConsumersOf(StreamId stream) => _consumers.GetOrAdd(stream.GetNamespace() ?? "", static (ns, silo) => silo.Classes.ConsumersOf(ns), Silo);

    public Task Publish(StreamId stream, object?[] items)
    {
        if (_queues.Length == 0)
            throw new InvalidOperationException($"Stream provider '{name}' has not been started.");

        try
        {
            var queue = _queues[(uint)stream.GetHashCode() % (uint)_queues.Length];
            queue.Enqueue(stream, [.. items.Select(Silo.Copier.Copy)]);
            return Task.CompletedTask;
        }
        catch (Exception exception)
        {
            return Task.FromException(exception);
        }
    }
}

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
