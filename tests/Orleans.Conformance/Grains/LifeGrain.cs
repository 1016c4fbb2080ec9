using EcgStream.Conformance.Hosting;
using Orleans;
using Orleans.Runtime;

namespace EcgStream.Conformance.Grains;

public interface ILifeGrain : IGrainWithStringKey
{
    Task<int> Ask();

    /// <summary>Notes "tick" each 20 ms; a tick takes two turns.</summary>
    Task StartTimer();

    Task<bool> TickedBetween();

    Task Deactivate();
}

/// <summary>Fails to activate as long as nobody has opened the gate of its key.</summary>
public sealed class LifeGrain(Probe probe) : Grain, ILifeGrain
{
    private bool _ticking;
    private bool _ticked;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        probe.Note(this.GetPrimaryKeyString(), "activate");
        return probe.Gate(this.GetPrimaryKeyString()).IsCompleted ? Task.CompletedTask : throw new OddBeatException("not yet");
    }

    public Task<int> Ask() => Task.FromResult(42);

    public Task StartTimer()
    {
        this.RegisterGrainTimer(Tick, new GrainTimerCreationOptions(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(20)));
        return Task.CompletedTask;

        async Task Tick(CancellationToken cancel)
        {
            _ticking = true;
            await Task.Yield();
            await Task.Delay(1, cancel);
            _ticking = false;
            _ticked = true;
            probe.Note($"{this.GetPrimaryKeyString()}.tick", "tick");
        }
    }

    public Task<bool> TickedBetween()
    {
        if (_ticking)
        {
            probe.Note($"{this.GetPrimaryKeyString()}.broken", "a call came into a tick");
        }

        return Task.FromResult(_ticked);
    }

    public Task Deactivate()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
