using Orleans.Streams.Core;

namespace Orleans.Standin;

/// <summary>Hands a batch (or the news that it is lost) to the observer that a grain attached; an ordinary request of the grain.</summary>
internal sealed class StreamDelivery(string provider, StreamBatch batch, Exception? lost = null) : Request(alwaysInterleave: false)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    public Task Done => _done.Task;

    public override async Task Run(object instance)
    {
        var activation = Activation.Of((IGrainBase)instance);
        if (!activation.StreamObservers.TryGetValue((provider, batch.Stream), out var observer) && instance is IStreamSubscriptionObserver subscriber)
        {
            await subscriber.OnSubscribed(new HandleFactory(activation, provider, batch.Stream));
            activation.StreamObservers.TryGetValue((provider, batch.Stream), out observer);
        }

        if (observer is IConsumer consumer)
            await (lost is null ? consumer.Next(batch, activation.Silo.Copier) : consumer.Lost(lost));
        else
            StandinLog.NobodyListens(activation.Silo.Logger, batch.Stream, activation.Key);

        _done.TrySetResult();
    }

    public override void Fail(Exception exception)
    {
        if (_done.TrySetException(exception))
            _ = _done.Task.Exception; // seen: after a loss nobody waits
    }

    public override string ToString() => $"delivery of {batch.Stream}";

    private interface IConsumer
    {
        Task Next(StreamBatch batch, Copier copier);
        Task Lost(Exception exception);
    }

    private sealed class SingleConsumer<T>(IAsyncObserver<T> observer) : IConsumer
    {
        public async Task Next(StreamBatch batch, Copier copier)
        {
            for (var i = 0; i < batch.Items.Length; i++)
                await observer.OnNextAsync((T)copier.Copy(batch.Items[i])!, new SequenceToken(batch.SequenceNumber, i));
        }

        public Task Lost(Exception exception) => observer.OnErrorAsync(exception);
    }

    private sealed class BatchConsumer<T>(IAsyncBatchObserver<T> observer) : IConsumer
    {
        public Task Next(StreamBatch batch, Copier copier) => observer.OnNextAsync(
            [.. batch.Items.Select((item, i) => new SequentialItem<T>((T)copier.Copy(item)!, new SequenceToken(batch.SequenceNumber, i)))]);

        public Task Lost(Exception exception) => observer.OnErrorAsync(exception);
    }

    private sealed class HandleFactory(Activation activation, string provider, StreamId stream) : IStreamSubscriptionHandleFactory
    {
        public StreamId StreamId => stream;
        public string ProviderName => provider;
        public StreamSubscriptionHandle<T> Create<T>() => new Handle<T>(activation, provider, stream);
    }

    private sealed class Handle<T>(Activation activation, string provider, StreamId stream) : StreamSubscriptionHandle<T>
    {
        public override StreamId StreamId => stream;
        public override string ProviderName => provider;
        public override Guid HandleId { get; } = Guid.NewGuid();

        public override Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token = null) =>
            Attach(new SingleConsumer<T>(observer));

        public override Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncBatchObserver<T> observer, StreamSequenceToken? token = null) =>
            Attach(new BatchConsumer<T>(observer));

        public override Task UnsubscribeAsync()
        {
            activation.StreamObservers.Remove((provider, stream));
            return Task.CompletedTask;
        }

        public override bool Equals(StreamSubscriptionHandle<T>? other) => other is Handle<T> handle && handle.HandleId == HandleId;

        private Task<StreamSubscriptionHandle<T>> Attach(IConsumer consumer)
        {
            activation.StreamObservers[(provider, stream)] = consumer;
            return Task.FromResult<StreamSubscriptionHandle<T>>(this);
        }
    }

    private sealed class SequenceToken(long number, int index) : StreamSequenceToken
    {
        public override long SequenceNumber { get; protected set; } = number;
        public override int EventIndex { get; protected set; } = index;
        public override bool Equals(StreamSequenceToken? other) => other is not null && CompareTo(other) == 0;
        public override bool Equals(object? obj) => Equals(obj as StreamSequenceToken);
        public override int GetHashCode() => HashCode.Combine(SequenceNumber, EventIndex);

        public override int CompareTo(StreamSequenceToken? other) =>
            other is null ? 1 : (SequenceNumber, EventIndex).CompareTo((other.SequenceNumber, other.EventIndex));
    }
}
