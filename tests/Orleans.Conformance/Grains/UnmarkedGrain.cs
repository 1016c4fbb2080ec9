using Orleans;

namespace EcgStream.Conformance.Grains;

public interface IUnmarkedGrain : IGrainWithStringKey
{
    Task Send(Unmarked unmarked);
}

public sealed class UnmarkedGrain : Grain, IUnmarkedGrain
{
    public Task Send(Unmarked unmarked) => Task.CompletedTask;
}
