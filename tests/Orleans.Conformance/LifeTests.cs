using EcgStream.Conformance.Grains;
using EcgStream.Conformance.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Xunit;

namespace EcgStream.Conformance;

[Collection(SiloCollection.Name)]
public sealed class LifeTests(SiloFixture silo)
{
    private readonly string _key = SiloFixture.NewKey();

    [Fact]
    public async Task DeactivateOnIdle_ThenCall_MeetsAFreshActivation()
    {
        var counter = silo.Client.GetGrain<ICounterGrain>(_key);
        await counter.Increment();

        await counter.Deactivate();

        Assert.Equal(1, await counter.Increment());
        Assert.Equal(["activate", "deactivate ApplicationRequested", "activate"], silo.Probe.Notes($"{_key}.life"));
    }

    [Fact]
    public async Task DeactivateOnIdle_WithCallsWaiting_LosesNone()
    {
        // One deactivation only: Orleans forwards a waiting call to the next activation, but at most twice.
        var counter = silo.Client.GetGrain<ICounterGrain>(_key);
        var calls = Enumerable.Range(0, 100).Select(i => i == 50 ? counter.Deactivate() : counter.Increment()).ToArray();

        await Task.WhenAll(calls);
        await counter.Increment(); // calls made at once may arrive in any order: the deactivation may have been the last

        Assert.Equal(2, silo.Probe.Notes($"{_key}.life").Count(note => note is "activate"));
    }

    [Fact]
    public async Task Activate_Throwing_FailsTheCallAndTheNextTriesAgain()
    {
        var grain = silo.Client.GetGrain<ILifeGrain>(_key);
        var exception = await Assert.ThrowsAsync<OddBeatException>(grain.Ask);
        Assert.Equal("not yet", exception.Message);

        silo.Probe.Open(_key);

        Assert.Equal(42, await grain.Ask());
        Assert.Equal(2, silo.Probe.Notes(_key).Length);
    }

    [Fact]
    public async Task Timer_WhileCallsCome_TicksBetweenThem()
    {
        silo.Probe.Open(_key);
        var grain = silo.Client.GetGrain<ILifeGrain>(_key);
        await grain.StartTimer();
        using var limit = new CancellationTokenSource(Until.Limit);
        while (silo.Probe.Notes($"{_key}.tick").Length < 5)
        {
            await grain.TickedBetween();
            Assert.False(limit.IsCancellationRequested);
        }

        Assert.Empty(silo.Probe.Notes($"{_key}.broken"));
        await grain.Deactivate();
    }

    [Fact]
    public async Task Timer_AfterDeactivation_TicksNoMore()
    {
        silo.Probe.Open(_key);
        var grain = silo.Client.GetGrain<ILifeGrain>(_key);
        await grain.StartTimer();
        await Until.Holds("a tick", () => silo.Probe.Notes($"{_key}.tick").Length > 0);

        await grain.Deactivate();
        await grain.Ask();

        var ticks = silo.Probe.Notes($"{_key}.tick").Length;
        await Task.Delay(100); // five periods: nothing else tells that something does not happen
        Assert.Equal(ticks, silo.Probe.Notes($"{_key}.tick").Length);
    }

    [Fact]
    public async Task CollectionAge_WithoutUse_Deactivates()
    {
        using var host = await TestHost.StartAsync(builder => builder.Configure<GrainCollectionOptions>(options =>
        {
            options.CollectionQuantum = TimeSpan.FromSeconds(1);
            options.CollectionAge = TimeSpan.FromSeconds(2);
        }));
        var probe = host.Services.GetRequiredService<Probe>();
        var counter = host.Services.GetRequiredService<IGrainFactory>().GetGrain<ICounterGrain>(_key);
        await counter.Increment();

        await Until.Holds("the idle grain leaves", () => probe.Notes($"{_key}.life").Contains("deactivate ActivationIdle"));

        Assert.Equal(1, await counter.Increment());
        await host.StopAsync();
    }

    [Fact]
    public async Task StopAsync_WithActiveGrains_DeactivatesThem()
    {
        using var host = await TestHost.StartAsync();
        var probe = host.Services.GetRequiredService<Probe>();
        await host.Services.GetRequiredService<IGrainFactory>().GetGrain<ICounterGrain>(_key).Increment();

        await host.StopAsync();

        Assert.Equal(["activate", "deactivate ShuttingDown"], probe.Notes($"{_key}.life"));
    }
}
