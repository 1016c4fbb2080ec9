using Orleans;
using Orleans.Concurrency;

namespace EcgStream.Conformance.Grains;

public interface IFeedObserver : IGrainObserver
{
    [OneWay]
    Task Receive(Mutable message);

    void Hear(int number);

    Task<int> Answer(int number);
}

public interface IFeedGrain : IGrainWithStringKey
{
    /// <summary>How many observers there are now.</summary>
    Task<int> Subscribe(IFeedObserver observer);

    Task Send(Mutable message);

    Task Say(int first, int count);

    Task<int> Ask(int number);
}

public sealed class FeedGrain : Grain, IFeedGrain
{
    private readonly HashSet<IFeedObserver> _observers = [];

    public Task<int> Subscribe(IFeedObserver observer)
    {
        _observers.Add(observer);
        return Task.FromResult(_observers.Count);
    }

    public async Task Send(Mutable message)
    {
        foreach (var observer in _observers)
        {
            await observer.Receive(message);
        }
    }

    public Task Say(int first, int count)
    {
        foreach (var observer in _observers)
        {
            for (var i = first; i < first + count; i++)
            {
                observer.Hear(i);
            }
        }

        return Task.CompletedTask;
    }

    public Task<int> Ask(int number) => _observers.Single().Answer(number);
}
