namespace EcgStream.Inference.Batching;

/// <summary>
/// Wakes sleeping workers. Costs a submitter one read while all are awake, so that under load nobody pays for signals.
/// </summary>
internal sealed class WorkSignal
{
    private readonly object gate = new();
    private int asleep;

    /// <summary>Says that there is work; call it after the work is in its queue.</summary>
    public void Wake()
    {
        // The work must be visible before asleep is read; Sleep does it the other way round, so one of the two sees it.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref asleep) == 0) return;
        lock (gate) Monitor.Pulse(gate);
    }

    /// <summary>Wakes all, to look at what changed.</summary>
    public void WakeAll()
    {
        Interlocked.MemoryBarrier();
        lock (gate) Monitor.PulseAll(gate);
    }

    /// <summary>Blocks while <paramref name="idle"/> says that there is nothing to do.</summary>
    public void Sleep(Func<bool> idle)
    {
        lock (gate)
        {
            Interlocked.Increment(ref asleep);
            while (idle()) Monitor.Wait(gate);
            Interlocked.Decrement(ref asleep);
        }
    }
}
