using EcgStream.Conformance.Grains;
using EcgStream.Conformance.Hosting;
using Orleans;
using Orleans.Runtime;
using Xunit;

namespace EcgStream.Conformance;

[Collection(SiloCollection.Name)]
public sealed class StreamTests(SiloFixture silo)
{
    private readonly string _key = SiloFixture.NewKey();

    [Fact]
    public async Task Publish_ToANamespaceWithImplicitSubscription_ActivatesTheGrainOfThatKey()
    {
        await silo.Stream<int>(ConsumerGrain.Namespace, _key).OnNextAsync(7);

        await Until.Holds("the item is there", () => silo.Probe.Notes(_key).Length == 1);
        Assert.Equal([7], silo.Probe.Notes(_key));
        var stream = Assert.Single(silo.Probe.Notes<StreamId>($"{_key}.subscribed"));
        Assert.Equal((ConsumerGrain.Namespace, _key), (stream.GetNamespace(), stream.GetKeyAsString()));
    }

    [Fact]
    public async Task Publish_ManyItems_ArriveInOrder()
    {
        var stream = silo.Stream<int>(ConsumerGrain.Namespace, _key);
        for (var i = 0; i < 500; i++)
        {
            await stream.OnNextAsync(i);
        }

        await Until.Holds("all items are there", () => silo.Probe.Notes(_key).Length >= 500);
        Assert.Equal(Enumerable.Range(0, 500), silo.Probe.Notes<int>(_key));
    }

    [Fact]
    public async Task Publish_ToAConsumerThatThrows_ComesAgainBeforeTheNextItem()
    {
        var stream = silo.Stream<int>(ConsumerGrain.Namespace, _key);
        await stream.OnNextAsync(1);
        await stream.OnNextAsync(-1);
        await stream.OnNextAsync(2);
        await Until.Holds("the consumer threw", () => silo.Probe.Notes($"{_key}.thrown").Length > 0);

        silo.Probe.Open(_key);

        await Until.Holds("all items are there", () => silo.Probe.Notes(_key).Length >= 3);
        Assert.Equal([1, -1, 2], silo.Probe.Notes<int>(_key));
    }

    [Fact]
    public async Task Publish_WhileACallWaits_ArrivesWhenThatIsDone()
    {
        // Both streams flow already: Orleans may let the first items of streams that share a queue wait for each other.
        var (stream, other) = (silo.Stream<int>(ConsumerGrain.Namespace, _key), silo.Stream<int>(ConsumerGrain.Namespace, _key + ".other"));
        await stream.OnNextAsync(0);
        await other.OnNextAsync(0);
        await Until.Holds("both flow", () => silo.Probe.Notes(_key).Length == 1 && silo.Probe.Notes(_key + ".other").Length == 1);

        var waiting = silo.Client.GetGrain<IConsumerGrain>(_key).Wait(_key + ".gate");
        await Until.Holds("the call is in", () => silo.Probe.Notes(_key + ".gate").Length == 1);
        await stream.OnNextAsync(1);
        await other.OnNextAsync(2);
        await Until.Holds("another grain has its item", () => silo.Probe.Notes(_key + ".other").Length == 2);

        silo.Probe.Open(_key + ".gate");
        await waiting;

        await Until.Holds("the item is there", () => silo.Probe.Notes(_key).Length == 3);
        Assert.Equal([0, "leave", 1], silo.Probe.Notes(_key));
    }

    [Fact]
    public async Task Publish_AfterDeactivation_SubscribesAgain()
    {
        var stream = silo.Stream<int>(ConsumerGrain.Namespace, _key);
        await stream.OnNextAsync(1);
        await Until.Holds("the first item is there", () => silo.Probe.Notes(_key).Length == 1);
        await silo.Client.GetGrain<IConsumerGrain>(_key).Deactivate();

        await stream.OnNextAsync(2);

        await Until.Holds("the second item is there", () => silo.Probe.Notes(_key).Length == 2);
        Assert.Equal(2, silo.Probe.Notes($"{_key}.subscribed").Length);
    }

    [Fact]
    public async Task Publish_FromAGrain_Arrives()
    {
        await silo.Client.GetGrain<IConsumerGrain>(_key).Publish(ConsumerGrain.Namespace, _key + ".other", 3);

        await Until.Holds("the item is there", () => silo.Probe.Notes(_key + ".other").Length == 1);
        Assert.Equal([3], silo.Probe.Notes(_key + ".other"));
    }

    [Fact]
    public async Task PublishBatch_ToSingleObserver_ArrivesInOrder()
    {
        await silo.Stream<int>(ConsumerGrain.Namespace, _key).OnNextBatchAsync(Enumerable.Range(0, 20));

        await Until.Holds("all items are there", () => silo.Probe.Notes(_key).Length >= 20);
        Assert.Equal(Enumerable.Range(0, 20), silo.Probe.Notes<int>(_key));
    }

    [Fact]
    public async Task PublishBatch_ToBatchObserver_ArrivesAsABatchOfCopies()
    {
        var item = new Mutable { Number = 1, Samples = [1] };
        await silo.Stream<Mutable>(BatchConsumerGrain.Namespace, _key).OnNextBatchAsync([item, new Mutable { Number = 2 }]);
        item.Samples[0] = 9;

        await Until.Holds("the batch is there", () => silo.Probe.Notes(_key).Length == 1);
        var batch = silo.Probe.Notes<Mutable[]>(_key).Single();
        Assert.Equal([1, 2], batch.Select(mutable => mutable.Number));
        Assert.Equal(1, batch[0].Samples[0]);
    }

    [Fact]
    public void GetStreamProvider_UnknownName_Throws() =>
        Assert.Throws<KeyNotFoundException>(() => silo.Client.GetStreamProvider("no such provider"));
}
