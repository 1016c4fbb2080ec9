namespace EcgStream.Inference.Batching;

/// <summary>
/// Wakes sleeping workers. Costs a submitter one read while all are awake, so that under load nobody pays for signals.
/// </summary>
internal sealed class WorkSignal
{
    private readonly object _gate = new();
    private int _asleep;

    /// <summary>Says that there is work; call it after the work is in its queue.</summary>
    public void Wake()
    {
        // The work must be visible before asleep is read; Sleep does it the other way round, so one of the two sees it.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _asleep) == 0) return;
        lock (_gate) Monitor.Pulse(_gate);
    }

    /// <summary>Wakes all, to look at what changed.</summary>
    public void WakeAll()
    {
        Interlocked.MemoryBarrier();
        lock (_gate) Monitor.PulseAll(_gate);
    }

    /// <summary>Blocks while <paramref name="idle"/> says that there is nothing to do.</summary>
    public void Sleep(Func<bool> idle)
    {
        lock (_gate)
        {
            Interlocked.Increment(ref _asleep);
            while (idle()) Monitor.Wait(_gate);
            Interlocked.Decrement(ref _asleep);
        }
    }
}
