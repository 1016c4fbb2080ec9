using EcgStream.Conformance.Grains;
using EcgStream.Conformance.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Xunit;

namespace EcgStream.Conformance;

[Collection(SiloCollection.Name)]
public sealed class CallTests(SiloFixture silo)
{
    private readonly string _key = SiloFixture.NewKey();

    private ICounterGrain Counter => silo.Client.GetGrain<ICounterGrain>(_key);

    [Fact]
    public async Task Call_Throwing_GivesTypeAndMessageToTheCaller()
    {
        var exception = await Assert.ThrowsAsync<OddBeatException>(() => Counter.Fail("no beat at 12"));

        Assert.Equal("no beat at 12", exception.Message);
    }

    [Fact]
    public async Task Call_ThrowingAfterAwait_GivesTypeAndMessageToTheCaller()
    {
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => Counter.FailLater("crosses a beat"));

        Assert.Equal("crosses a beat", exception.Message);
    }

    [Fact]
    public async Task Call_AfterOneThatThrew_MeetsTheSameActivation()
    {
        await Counter.Increment();
        await Assert.ThrowsAsync<OddBeatException>(() => Counter.Fail("once"));

        Assert.Equal(2, await Counter.Increment());
    }

    [Fact]
    public async Task Call_OneWay_ReturnsBeforeTheGrainIsDone()
    {
        await Counter.WaitOneWay(_key + ".gate");

        await Until.Holds("the call is in", () => silo.Probe.Notes(_key + ".gate").Length == 1);
        Assert.DoesNotContain("leave", silo.Probe.Notes(_key + ".gate"));
        silo.Probe.Open(_key + ".gate");
        await Until.Holds("the call is done", () => silo.Probe.Notes(_key + ".gate").Length == 2);
    }

    [Fact]
    public async Task Call_OneWayThrowing_TellsNobody()
    {
        await Counter.FailOneWay();

        Assert.Equal(0, await Counter.Get());
    }

    [Fact]
    public async Task Call_ReturningValueTask_Answers()
    {
        await Counter.Increment();

        Assert.Equal(1, await Counter.GetValueTask());
    }

    [Fact]
    public async Task Call_FromGrainToGrain_Answers()
    {
        var other = silo.Client.GetGrain<ICounterGrain>(_key + ".other");
        await other.Increment();
        await other.Increment();

        Assert.Equal(2, await Counter.Add(other));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(long.MaxValue)]
    [InlineData(-3)]
    public async Task GetPrimaryKey_OfIntegerKey_IsTheKey(long key) =>
        Assert.Equal(key, await silo.Client.GetGrain<IReentrantGrain>(key).GetKey());

    [Fact]
    public async Task GetPrimaryKey_OfGuidAndStringKeys_IsTheKey()
    {
        var guid = Guid.NewGuid();

        Assert.Equal(guid, await silo.Client.GetGrain<ICopyGrain>(guid).GetKey());
        Assert.Equal(guid, silo.Client.GetGrain<ICopyGrain>(guid).GetPrimaryKey());
        Assert.Equal("p-1.A_b", silo.Client.GetGrain<ICounterGrain>("p-1.A_b").GetPrimaryKeyString());
    }

    [Fact]
    public void GetGrain_TwiceOfOneKey_GivesEqualReferences()
    {
        Assert.Equal(Counter, Counter);
        Assert.Equal(Counter.GetHashCode(), Counter.GetHashCode());
        Assert.NotEqual(Counter, silo.Client.GetGrain<ICounterGrain>(_key + ".other"));
    }

    [Fact]
    public async Task GetGrain_FromEitherService_MeetsOneActivation() => Assert.Equal(
        await silo.Host.Services.GetRequiredService<IClusterClient>().GetGrain<ICounterGrain>(_key).GetActivation(),
        await silo.Host.Services.GetRequiredService<IGrainFactory>().GetGrain<ICounterGrain>(_key).GetActivation());
}
