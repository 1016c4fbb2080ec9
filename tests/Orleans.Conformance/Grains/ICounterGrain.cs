using Orleans;
using Orleans.Concurrency;

namespace EcgStream.Conformance.Grains;

/// <summary>A grain with one number and everything that turns do to it.</summary>
public interface ICounterGrain : IGrainWithStringKey
{
    Task<int> Increment();

    Task<int> Get();

    Task<Guid> GetActivation();

    /// <summary>Notes "enter" and "leave" around a wait at the gate.</summary>
    Task Wait(string gate);

    [AlwaysInterleave]
    Task<int> GetAlways();

    /// <summary>Reads, gives others a chance, then writes: loses increments if others get between.</summary>
    Task IncrementSlowly();

    /// <summary>True when every await went on where it began.</summary>
    Task<bool> StaysOnScheduler();

    [OneWay]
    Task WaitOneWay(string gate);

    [OneWay]
    Task FailOneWay();

    Task Fail(string message);

    Task FailLater(string message);

    ValueTask<int> GetValueTask();

    /// <summary>Asks another counter and adds its number.</summary>
    Task<int> Add(ICounterGrain other);

    Task<string?> GetAmbient();

    Task Deactivate();
}
