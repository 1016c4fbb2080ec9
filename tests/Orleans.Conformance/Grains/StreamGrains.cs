using EcgStream.Conformance.Hosting;
using Orleans;
using Orleans.Runtime;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace EcgStream.Conformance.Grains;

public interface IConsumerGrain : IGrainWithStringKey
{
    Task Wait(string gate);

    Task Deactivate();

    Task Publish(string streamNamespace, string key, int number);
}

/// <summary>Notes every item of its stream; item -1 throws until the gate of its key is open.</summary>
[ImplicitStreamSubscription(Namespace)]
public sealed class ConsumerGrain(Probe probe) : Grain, IConsumerGrain, IStreamSubscriptionObserver, IAsyncObserver<int>
{
    public const string Namespace = "numbers";

    private string Key => this.GetPrimaryKeyString();

    public async Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory)
    {
        probe.Note($"{Key}.subscribed", handleFactory.StreamId);
        await handleFactory.Create<int>().ResumeAsync(this);
    }

    public async Task OnNextAsync(int item, StreamSequenceToken? token = null)
    {
        if (item < 0 && !probe.Gate(Key).IsCompleted)
        {
            probe.Note($"{Key}.thrown", item);
            throw new OddBeatException("not now");
        }

        await Task.Yield();
        probe.Note(Key, item);
    }

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;

    public async Task Wait(string gate)
    {
        probe.Note(gate, "enter");
        await probe.Gate(gate);
        probe.Note(Key, "leave");
    }

    public Task Deactivate()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task Publish(string streamNamespace, string key, int number) =>
        this.GetStreamProvider(TestHost.Streams).GetStream<int>(StreamId.Create(streamNamespace, key)).OnNextAsync(number);
}

public interface IBatchConsumerGrain : IGrainWithStringKey;

/// <summary>Notes batches as it gets them.</summary>
[ImplicitStreamSubscription(Namespace)]
public sealed class BatchConsumerGrain(Probe probe) : Grain, IBatchConsumerGrain, IStreamSubscriptionObserver, IAsyncBatchObserver<Mutable>
{
    public const string Namespace = "batches";

    public async Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => await handleFactory.Create<Mutable>().ResumeAsync(this);

    public Task OnNextAsync(IList<SequentialItem<Mutable>> items)
    {
        probe.Note(this.GetPrimaryKeyString(), items.Select(item => item.Item).ToArray());
        return Task.CompletedTask;
    }

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
}
