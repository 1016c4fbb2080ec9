using Orleans.Standin;

namespace Orleans
{
    public static class ClientStreamingExtensions
    {
        public static IStreamProvider GetStreamProvider(this IClusterClient client, string name) => Find(client.ServiceProvider, name);
        internal static IStreamProvider Find(IServiceProvider services, string name) =>
            services.GetKeyedService<IStreamProvider>(name) ?? throw new KeyNotFoundException($"Stream provider '{name}' not found");
    }

    public static class GrainStreamingExtensions
    {
        public static IStreamProvider GetStreamProvider(this Grain grain, string name) => ((IGrainBase)grain).GetStreamProvider(name);
        public static IStreamProvider GetStreamProvider(this IGrainBase grain, string name) =>
            ClientStreamingExtensions.Find(Activation.Of(grain).Services, name);
    }
}

namespace Orleans.Runtime
{
    [GenerateSerializer, Immutable]
    public readonly struct StreamId : IEquatable<StreamId>
    {
        [Id(0)]
        private readonly string? _namespace;
        [Id(1)]
        private readonly string _key;
        private StreamId(string? ns, string key) => (_namespace, _key) = (ns, key);
        public static StreamId Create(string? ns, string key) => new(ns, string.IsNullOrEmpty(key) ? throw new ArgumentNullException(nameof(key)) : key);
        public string? GetNamespace() => _namespace;
        public string GetKeyAsString() => _key;
        public bool Equals(StreamId other) => _key == other._key && _namespace == other._namespace;
        public override bool Equals(object? obj) => obj is StreamId other && Equals(other);
        public override int GetHashCode() => HashCode.Combine(_namespace, _key);
        public override string ToString() => $"{_namespace ?? "null"}/{_key}";
        public static bool operator ==(StreamId s1, StreamId s2) => s1.Equals(s2);
        public static bool operator !=(StreamId s1, StreamId s2) => !s1.Equals(s2);
    }
}

namespace Orleans.Streams
{
    public enum StreamPubSubType
    {
        ExplicitGrainBasedAndImplicit,
        ExplicitGrainBasedOnly,
        ImplicitOnly,
    }

    public interface IStreamProvider
    {
        string Name { get; }
        bool IsRewindable { get; }
        IAsyncStream<T> GetStream<T>(StreamId streamId);
    }

    public interface IAsyncObserver<in T>
    {
        Task OnNextAsync(T item, StreamSequenceToken? token = null);
        Task OnCompletedAsync() => Task.CompletedTask;
        Task OnErrorAsync(Exception ex);
    }

    public interface IAsyncBatchObserver<T>
    {
        Task OnNextAsync(IList<SequentialItem<T>> items);
        Task OnCompletedAsync() => Task.CompletedTask;
        Task OnErrorAsync(Exception ex);
    }

    public interface IAsyncBatchProducer<T> : IAsyncObserver<T>
    {
        Task OnNextBatchAsync(IEnumerable<T> batch, StreamSequenceToken? token = null);
    }

    public interface IAsyncStream
    {
        bool IsRewindable { get; }
        string ProviderName { get; }
        StreamId StreamId { get; }
    }

    /// <summary>Explicit subscriptions (SubscribeAsync) are not stood in for.</summary>
    public interface IAsyncStream<T> : IAsyncStream, IAsyncBatchProducer<T>;

    public class SequentialItem<T>(T item, StreamSequenceToken token)
    {
        public T Item { get; } = item;
        public StreamSequenceToken Token { get; } = token;
    }

    [GenerateSerializer]
    public abstract class StreamSequenceToken : IEquatable<StreamSequenceToken?>, IComparable<StreamSequenceToken?>
    {
        public abstract long SequenceNumber { get; protected set; }
        public abstract int EventIndex { get; protected set; }
        public abstract bool Equals(StreamSequenceToken? other);
        public abstract int CompareTo(StreamSequenceToken? other);
    }

    public abstract class StreamSubscriptionHandle<T> : IEquatable<StreamSubscriptionHandle<T>?>
    {
        public abstract StreamId StreamId { get; }
        public abstract string ProviderName { get; }
        public abstract Guid HandleId { get; }
        public abstract Task UnsubscribeAsync();
        public abstract Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token = null);
        public abstract Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncBatchObserver<T> observer, StreamSequenceToken? token = null);
        public abstract bool Equals(StreamSubscriptionHandle<T>? other);
    }
}

namespace Orleans.Streams.Core
{
    public interface IStreamSubscriptionObserver
    {
        Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory);
    }

    public interface IStreamSubscriptionHandleFactory
    {
        StreamId StreamId { get; }
        string ProviderName { get; }
        StreamSubscriptionHandle<T> Create<T>();
    }
}

namespace Orleans.Internal { public interface IBackoffProvider { TimeSpan Next(int attempt); } }

namespace Orleans.Runtime.Providers
{
    public interface IMessageDeliveryBackoffProvider : Internal.IBackoffProvider;
    public interface IQueueReaderBackoffProvider : Internal.IBackoffProvider;
}
