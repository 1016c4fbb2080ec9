using System.Collections.Concurrent;
using EcgStream.Conformance.Grains;
using EcgStream.Conformance.Hosting;
using Xunit;

namespace EcgStream.Conformance;

[Collection(SiloCollection.Name)]
public sealed class ObserverTests(SiloFixture silo)
{
    private readonly IFeedGrain _feed = silo.Client.GetGrain<IFeedGrain>(SiloFixture.NewKey());

    [Fact]
    public async Task Receive_OneWay_GetsACopy()
    {
        var observer = new Listener();
        await _feed.Subscribe(silo.Client.CreateObjectReference<IFeedObserver>(observer));

        await _feed.Send(new Mutable { Number = 3, Words = ["three"] });

        await Until.Holds("the message is there", () => observer.Messages.Count == 1);
        Assert.Equal("three", observer.Messages.Single().Words.Single());
        GC.KeepAlive(observer); // silos hold observers weakly
    }

    [Fact]
    public async Task Hear_ManyCalls_ArriveInOrderOneAtATime()
    {
        var observer = new Listener();
        await _feed.Subscribe(silo.Client.CreateObjectReference<IFeedObserver>(observer));

        await _feed.Say(0, 1000);

        await Until.Holds("all are there", () => observer.Numbers.Count == 1000);
        Assert.Equal(Enumerable.Range(0, 1000), observer.Numbers);
        GC.KeepAlive(observer);
    }

    [Fact]
    public async Task Answer_TwoWay_ComesBack()
    {
        var observer = new Listener();
        await _feed.Subscribe(silo.Client.CreateObjectReference<IFeedObserver>(observer));

        Assert.Equal(22, await _feed.Ask(11));
        await Assert.ThrowsAsync<OddBeatException>(() => _feed.Ask(-1));
        GC.KeepAlive(observer);
    }

    [Fact]
    public async Task Subscribe_OneReferenceTwice_IsOneObserver()
    {
        var observer = new Listener();
        var reference = silo.Client.CreateObjectReference<IFeedObserver>(observer);

        Assert.Equal(1, await _feed.Subscribe(reference));
        Assert.Equal(1, await _feed.Subscribe(reference));
        Assert.Equal(2, await _feed.Subscribe(silo.Client.CreateObjectReference<IFeedObserver>(observer)));
        GC.KeepAlive(observer);
    }

    [Fact]
    public async Task Receive_ObserverThatWaits_DoesNotHoldTheGrain()
    {
        var observer = new Listener { Waits = true };
        await _feed.Subscribe(silo.Client.CreateObjectReference<IFeedObserver>(observer));

        await _feed.Send(new Mutable());
        await _feed.Send(new Mutable());

        await Until.Holds("the first message is there", () => observer.Messages.Count == 1);
        observer.Go.SetResult();
        await Until.Holds("the second message is there", () => observer.Messages.Count == 2);
    }

    [Fact]
    public async Task DeleteObjectReference_ThenSend_DoesNotArrive()
    {
        var (deleted, other) = (new Listener(), new Listener());
        var reference = silo.Client.CreateObjectReference<IFeedObserver>(deleted);
        await _feed.Subscribe(reference);
        await _feed.Subscribe(silo.Client.CreateObjectReference<IFeedObserver>(other));
        await _feed.Say(1, 1);
        await Until.Holds("both hear the first", () => deleted.Numbers.Count == 1 && other.Numbers.Count == 1);

        silo.Client.DeleteObjectReference<IFeedObserver>(reference);
        await _feed.Say(2, 1);

        await Until.Holds("the other hears the second", () => other.Numbers.Count == 2);
        Assert.Equal([1], deleted.Numbers);
    }

    private sealed class Listener : IFeedObserver
    {
        public ConcurrentQueue<Mutable> Messages { get; } = new();

        public ConcurrentQueue<int> Numbers { get; } = new();

        public bool Waits { get; init; }

        public TaskCompletionSource Go { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task Receive(Mutable message)
        {
            Messages.Enqueue(message);
            if (Waits)
            {
                await Go.Task;
            }
        }

        public void Hear(int number) => Numbers.Enqueue(number);

        public Task<int> Answer(int number) => number < 0 ? throw new OddBeatException("negative") : Task.FromResult(2 * number);
    }
}
