namespace Orleans.Standin;

/// <summary>One grain in memory: its instance, its turns, and the requests that wait for it.</summary>
internal sealed class Activation : IGrainContext
{
    // The base constructor of Grain takes no argument, so it finds its activation here.
    [ThreadStatic]
    private static Activation? underConstruction;
    private readonly Lock _gate = new();
    private readonly List<Request> _waiting = [];
    private readonly List<Request> _running = [];
    private readonly List<GrainTimer> _timers = [];
    private readonly ActivationScheduler _scheduler = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly bool _reentrant;
    private AsyncServiceScope _scope;
    private Grain? _instance;
    private Request? _blocking;
    private DeactivationReason? _leaving;
    private State _state = State.New;
    private long _usedAt;

    public Activation(Silo silo, GrainKey key)
    {
        Silo = silo;
        Key = key;
        _reentrant = key.Type.IsDefined(typeof(ReentrantAttribute), inherit: true);
    }

    private enum State
    {
        New, Activating, Active, Deactivating, Gone,
    }

    public static Activation? UnderConstruction => underConstruction;
    public Silo Silo { get; }
    public GrainKey Key { get; }
    public IServiceProvider Services => _scope.ServiceProvider;

    /// <summary>Observers that the grain attached to its streams; touched in its turns only.</summary>
    public Dictionary<(string Provider, StreamId Stream), object> StreamObservers { get; } = [];
    public CancellationToken Stopping => _stopping.Token;
    public static Activation Of(IGrainBase grain) => (Activation)grain.GrainContext;

    /// <summary>False when the activation is gone: ask for a new one.</summary>
    public bool TryReceive(Request request)
    {
        request.Interleaves |= _reentrant;
        request.ReceivedAt = Environment.TickCount64;
        lock (_gate)
        {
            if (_state == State.Gone)
                return false;
            _waiting.Add(request);
            if (_state == State.Active)
                StartWaiting();
            else if (_state == State.New)
            {
                _state = State.Activating;
                Turn(static activation => _ = activation.ActivateAsync());
            }

            return true;
        }
    }

    public Task Deactivate(DeactivationReason reason)
    {
        lock (_gate)
        {
            if (_leaving is null)
            {
                _leaving = reason;
                StartWaiting();
            }

            return _gone.Task;
        }
    }

    /// <summary>Asked every quantum: time-outs, and deactivation after <paramref name="age"/> without use.</summary>
    public void Age(TimeSpan age, TimeSpan timeout)
    {
        List<Request>? late = null;
        lock (_gate)
        {
            var now = Environment.TickCount64;
            if (_state == State.Active && _running.Count == 0 && _waiting.Count == 0 && now - _usedAt >= age.TotalMilliseconds)
            {
                Deactivate(new(DeactivationReasonCode.ActivationIdle, "Not used for the collection age."));
                return;
            }

            foreach (var request in _waiting.Concat(_running))
            {
                if (now - request.ReceivedAt > timeout.TotalMilliseconds)
                    (late ??= []).Add(request);
            }

            _waiting.RemoveAll(request => late?.Contains(request) == true);
        }

        foreach (var request in late ?? [])
            request.Fail(new TimeoutException($"Response did not arrive on time in {timeout} for message: {request} to {Key}."));
    }

    public void Add(GrainTimer timer) => _timers.Add(timer);
    public void Remove(GrainTimer timer) => _timers.Remove(timer);

    /// <summary>A turn that waits for no request and makes none wait.</summary>
    public void Interleave(Func<Task> turn) => Turn(activation => turn());

    private void StopTimers() => _timers.ToList().ForEach(timer => timer.Dispose());

    private void Turn(Action<Activation> turn)
    {
        // What flows with the caller (culture, tracing, HTTP context) stays there, as it would on another silo.
        var flows = !ExecutionContext.IsFlowSuppressed();
        using (flows ? ExecutionContext.SuppressFlow() : default(AsyncFlowControl?))
            Task.Factory.StartNew(() => turn(this), CancellationToken.None, TaskCreationOptions.DenyChildAttach, _scheduler);
    }

    private bool MayStart(Request request) => _leaving is null && (_blocking is null || request.Interleaves);

    private void Start(Request request)
    {
        _running.Add(request);
        if (!request.Interleaves)
            _blocking ??= request;

        Turn(activation => _ = activation.RunAsync(request));
    }

    private void StartWaiting()
    {
        for (var i = 0; i < _waiting.Count && _state == State.Active && _leaving is null;)
        {
            var request = _waiting[i];
            if (MayStart(request))
            {
                _waiting.RemoveAt(i);
                Start(request);
            }
            else
                i++;
        }

        if (_leaving is not null && _state == State.Active && _running.Count == 0)
        {
            _state = State.Deactivating;
            Turn(static activation => _ = activation.DeactivateAsync());
        }
    }

    private async Task RunAsync(Request request)
    {
        try
        {
            await request.Run(_instance!);
        }
        catch (Exception exception)
        {
            request.Fail(exception);
            if (request.OneWay)
                StandinLog.OneWayFailed(Silo.Logger, request, Key, exception);
        }

        lock (_gate)
        {
            _running.Remove(request);
            if (_blocking == request)
                _blocking = null;
            if (!request.Passive)
                _usedAt = Environment.TickCount64;

            StartWaiting();
        }
    }

    private async Task ActivateAsync()
    {
        try
        {
            _scope = Silo.ServiceProvider.CreateAsyncScope();
            underConstruction = this;
            try { _instance = (Grain)Silo.Factory(Key.Type)(_scope.ServiceProvider, null); }
            finally { underConstruction = null; }

            using var limit = new CancellationTokenSource(Silo.Collection.ActivationTimeout);
            await _instance.OnActivateAsync(limit.Token).WaitAsync(limit.Token);
        }
        catch (Exception exception)
        {
            StandinLog.ActivationFailed(Silo.Logger, Key, exception);
            await LeaveAsync(exception);
            return;
        }

        lock (_gate)
        {
            _state = State.Active;
            _usedAt = Environment.TickCount64;
            StartWaiting();
        }
    }

    private async Task DeactivateAsync()
    {
        StopTimers();
        try
        {
            using var limit = new CancellationTokenSource(Silo.Collection.DeactivationTimeout);
            await _instance!.OnDeactivateAsync(_leaving!.Value, limit.Token).WaitAsync(limit.Token);
        }
        catch (Exception exception)
        {
            StandinLog.DeactivationFailed(Silo.Logger, Key, exception);
        }

        await LeaveAsync(null);
    }

    /// <summary>Makes room for the next activation, which gets what waits here unless this one failed to activate.</summary>
    private async Task LeaveAsync(Exception? failure)
    {
        StopTimers();
        await _stopping.CancelAsync();
        try
        {
            if (_instance is IAsyncDisposable async)
                await async.DisposeAsync();
            else
                (_instance as IDisposable)?.Dispose();

            await _scope.DisposeAsync();
        }
        catch (Exception exception)
        {
            StandinLog.DeactivationFailed(Silo.Logger, Key, exception);
        }

        Request[] left;
        lock (_gate)
        {
            _state = State.Gone;
            left = [.. _waiting];
            _waiting.Clear();
            Silo.Forget(this);
        }

        foreach (var request in left)
        {
            if (failure is null)
                Silo.Send(Key, request);
            else
                request.Fail(failure);
        }

        _gone.TrySetResult();
    }
}
