using EcgStream.Conformance.Grains;
using EcgStream.Conformance.Hosting;
using Xunit;

namespace EcgStream.Conformance;

[Collection(SiloCollection.Name)]
public sealed class TurnTests(SiloFixture silo)
{
    private readonly string _key = SiloFixture.NewKey();

    private ICounterGrain Counter => silo.Client.GetGrain<ICounterGrain>(_key);

    [Fact]
    public async Task Call_ConcurrentFirstCalls_MakeOneActivation()
    {
        var activations = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => Counter.GetActivation())));

        Assert.Single(activations.Distinct());
        Assert.Equal(["activate"], silo.Probe.Notes($"{_key}.life"));
    }

    [Fact]
    public async Task Call_ManyNotAwaited_RunsEachOnce()
    {
        var numbers = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => Counter.Increment()));

        // Their order is not promised: calls may overtake each other while the grain activates.
        Assert.Equal(Enumerable.Range(1, 500), numbers.Order());
    }

    [Fact]
    public async Task Call_WithoutMarks_DoesNotInterleave()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Counter.IncrementSlowly()));

        Assert.Equal(50, await Counter.Get());
    }

    [Fact]
    public async Task Call_WhileAnotherWaits_StartsWhenThatIsDone()
    {
        var (first, second) = ($"{_key}.1", $"{_key}.2");
        var waiting = Counter.Wait(first);
        var next = Counter.Wait(second);
        await Until.Holds("the first call is in", () => silo.Probe.Notes(first).Length == 1);
        await Counter.GetAlways();
        Assert.Empty(silo.Probe.Notes(second));

        silo.Probe.Open(first);
        await waiting;
        await Until.Holds("the second call is in", () => silo.Probe.Notes(second).Length == 1);
        silo.Probe.Open(second);
        await next;
    }

    [Fact]
    public async Task Call_AlwaysInterleave_IsAnsweredWhileAnotherWaits()
    {
        var waiting = Counter.Wait(_key + ".gate");
        await Until.Holds("the call is in", () => silo.Probe.Notes(_key + ".gate").Length == 1);

        Assert.Equal(0, await Counter.GetAlways());

        Assert.False(waiting.IsCompleted);
        silo.Probe.Open(_key + ".gate");
        await waiting;
    }

    [Fact]
    public async Task Call_OfReentrantGrain_IsAnsweredWhileAnotherWaits()
    {
        var grain = silo.Client.GetGrain<IReentrantGrain>(17);
        var waiting = grain.Wait(_key);

        await grain.Open(_key);

        await waiting;
        Assert.Equal(17, await grain.AskSelf());
    }

    [Fact]
    public async Task Call_OfAnotherKey_DoesNotWait()
    {
        var waiting = Counter.Wait(_key + ".gate");

        Assert.Equal(1, await silo.Client.GetGrain<ICounterGrain>(_key + ".other").Increment());

        silo.Probe.Open(_key + ".gate");
        await waiting;
    }

    [Fact]
    public async Task Await_InsideGrain_StaysOnItsScheduler() => Assert.True(await Counter.StaysOnScheduler());

    [Fact]
    public async Task StartNew_OnGrainsSchedulerFromOutside_IsATurnOfTheGrain()
    {
        await Counter.Get();
        var scheduler = silo.Probe.Notes<TaskScheduler>(_key).Single();
        var increment = silo.Probe.Notes<Action>(_key).Single();

        // Neither the count nor the grain's own increments are atomic: any overlap would lose some.
        var outside = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 1000; i++)
            {
                await Task.Factory.StartNew(increment, CancellationToken.None, TaskCreationOptions.None, scheduler);
            }
        })));
        for (var i = 0; i < 1000; i++)
        {
            await Counter.Increment();
        }

        await outside;
        Assert.Equal(5000, await Counter.Get());
        Assert.Same(scheduler, await Task.Factory.StartNew(() => TaskScheduler.Current, CancellationToken.None, TaskCreationOptions.None, scheduler));
    }

    [Fact]
    public async Task StartNew_WhileACallWaits_Interleaves()
    {
        var waiting = Counter.Wait(_key + ".gate");
        await Until.Holds("the call is in", () => silo.Probe.Notes(_key + ".gate").Length == 1);

        await Task.Factory.StartNew(
            silo.Probe.Notes<Action>(_key).Single(), CancellationToken.None, TaskCreationOptions.None, silo.Probe.Notes<TaskScheduler>(_key).Single());

        Assert.Equal(1, await Counter.GetAlways());
        silo.Probe.Open(_key + ".gate");
        await waiting;
    }

    [Fact]
    public async Task Call_FromCallerWithAsyncLocal_DoesNotCarryIt()
    {
        CounterGrain.Ambient.Value = "the caller's";

        Assert.Null(await Counter.GetAmbient());
    }
}
