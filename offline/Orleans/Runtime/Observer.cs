namespace Orleans.Standin;

/// <summary>
/// An object that callers reach through a reference: one call at a time, in order, on the thread pool. Held weakly, as
/// the real one does: whoever made the reference keeps the object alive; calls to a collected object go nowhere.
/// </summary>
internal sealed class Observer(object target, Silo silo)
{
    private readonly WeakReference<object> _target = new(target);

    // Unbounded like the real queue: a one-way caller would have nobody to tell.
    private readonly Queue<Request> _waiting = new();
    private bool _running;

    public bool TryReceive(Request request)
    {
        if (!_target.TryGetTarget(out _))
            return false;

        lock (_waiting)
        {
            _waiting.Enqueue(request);
            if (_running)
                return true;

            _running = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static observer => _ = observer.RunAsync(), this, preferLocal: false);
        return true;
    }

    private async Task RunAsync()
    {
        while (true)
        {
            Request? request;
            lock (_waiting)
            {
                if (!_waiting.TryDequeue(out request))
                {
                    _running = false;
                    return;
                }
            }

            try
            {
                if (_target.TryGetTarget(out var instance))
                    await request.Run(instance);
            }
            catch (Exception exception)
            {
                request.Fail(exception);
                StandinLog.ObserverFailed(silo.Logger, request, exception);
            }
        }
    }
}
