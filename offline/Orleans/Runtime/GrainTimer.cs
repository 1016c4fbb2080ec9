namespace Orleans.Standin;

/// <summary>Ticks in its grain's turns; the next period begins when the callback is done.</summary>
internal sealed class GrainTimer : IGrainTimer
{
    private readonly Activation _activation;
    private readonly Func<CancellationToken, Task> _callback;
    private readonly GrainTimerCreationOptions _options;
    private readonly CancellationTokenSource _stop;
    private readonly ITimer _timer;
    private TimeSpan _period;
    private bool _changed;

    public GrainTimer(Activation activation, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        ArgumentNullException.ThrowIfNull(callback);
        _activation = activation;
        _callback = callback;
        _options = options;
        _period = options.Period;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(activation.Stopping);
        activation.Add(this);
        _timer = activation.Silo.Time.CreateTimer(static timer => ((GrainTimer)timer!).Fire(), this, options.DueTime, Timeout.InfiniteTimeSpan);
    }

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        _period = period;
        _changed = true;
        _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _timer.Dispose();
        _activation.Remove(this);
    }

    private void Fire()
    {
        if (_stop.IsCancellationRequested)
            return;
        if (_options.Interleave)
            _activation.Interleave(TickAsync);
        else
            _activation.TryReceive(new Tick(this));
    }

    private async Task TickAsync()
    {
        if (_stop.IsCancellationRequested)
            return;
        _changed = false;
        try
        {
            await _callback(_stop.Token);
        }
        catch (Exception exception)
        {
            StandinLog.TimerFailed(_activation.Silo.Logger, _activation.Key, exception);
        }

        if (!_changed && !_stop.IsCancellationRequested)
            _timer.Change(_period, Timeout.InfiniteTimeSpan);
    }

    private sealed class Tick(GrainTimer timer) : Request(alwaysInterleave: false)
    {
        public override bool Passive => !timer._options.KeepAlive;
        public override Task Run(object instance) => timer.TickAsync();
        public override void Fail(Exception exception) { }
        public override string ToString() => "timer";
    }
}
