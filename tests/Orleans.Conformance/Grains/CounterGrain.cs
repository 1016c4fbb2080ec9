using EcgStream.Conformance.Hosting;
using Orleans;

namespace EcgStream.Conformance.Grains;

public class CounterGrain(Probe probe) : Grain, ICounterGrain
{
    public static readonly AsyncLocal<string?> Ambient = new();

    private readonly Guid _activation = Guid.NewGuid();
    private int _count;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        probe.Note(this.GetPrimaryKeyString(), TaskScheduler.Current);
        probe.Note(this.GetPrimaryKeyString(), (Action)(() => _count++));
        probe.Note($"{this.GetPrimaryKeyString()}.life", "activate");
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        probe.Note($"{this.GetPrimaryKeyString()}.life", $"deactivate {reason.ReasonCode}");
        return Task.CompletedTask;
    }

    public Task<int> Increment() => Task.FromResult(++_count);

    public Task<int> Get() => Task.FromResult(_count);

    public Task<Guid> GetActivation() => Task.FromResult(_activation);

    public Task<int> GetAlways() => Task.FromResult(_count);

    public ValueTask<int> GetValueTask() => new(_count);

    public Task<string?> GetAmbient() => Task.FromResult(Ambient.Value);

    public async Task Wait(string gate)
    {
        probe.Note(gate, "enter");
        await probe.Gate(gate);
        probe.Note(gate, "leave");
    }

    public Task WaitOneWay(string gate) => Wait(gate);

    public async Task IncrementSlowly()
    {
        var seen = _count;
        await Task.Yield();
        await Task.Delay(1);
        _count = seen + 1;
    }

    public async Task<bool> StaysOnScheduler()
    {
        var scheduler = TaskScheduler.Current;
        await Task.Yield();
        var stayed = TaskScheduler.Current == scheduler;
        await Task.Run(() => { });
        stayed &= TaskScheduler.Current == scheduler;
        await Task.Delay(1);
        return stayed && TaskScheduler.Current == scheduler && scheduler != TaskScheduler.Default;
    }

    public Task FailOneWay() => throw new InvalidOperationException("nobody hears this");

    public Task Fail(string message) => throw new OddBeatException(message);

    public async Task FailLater(string message)
    {
        await Task.Yield();
        throw new ArgumentException(message);
    }

    public async Task<int> Add(ICounterGrain other) => _count += await other.Get();

    public Task Deactivate()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
