using EcgStream.Conformance.Hosting;
using Orleans;
using Orleans.Concurrency;

namespace EcgStream.Conformance.Grains;

public interface IReentrantGrain : IGrainWithIntegerKey
{
    Task Wait(string gate);

    Task Open(string gate);

    /// <summary>Calls itself through its own reference.</summary>
    Task<long> AskSelf();

    Task<long> GetKey();
}

[Reentrant]
public sealed class ReentrantGrain(Probe probe) : Grain, IReentrantGrain
{
    public Task Wait(string gate) => probe.Gate(gate);

    public Task Open(string gate)
    {
        probe.Open(gate);
        return Task.CompletedTask;
    }

    public Task<long> AskSelf() => this.AsReference<IReentrantGrain>().GetKey();

    public Task<long> GetKey() => Task.FromResult(this.GetPrimaryKeyLong());
}
