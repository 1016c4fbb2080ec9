using System.Diagnostics;
using System.Threading.Channels;

namespace EcgStream.Inference.Batching;

/// <summary>What waits for the workers of one process.</summary>
internal sealed class InferenceQueues
{
    // Bounded: full means that TrySubmit says no and the patient's grain keeps the beat. Nothing is dropped here.
    private readonly Channel<LiveBeat> _live;
    private readonly WorkSignal _signal = new();
    private readonly int _enough;
    private readonly TimeSpan _pace;
    private readonly Func<bool> _idle;
    private volatile bool _closed, _abandoned;
    private int _gathering; // 1 while one worker waits for more beats: the others sleep, and nobody is woken for a beat
    private long _lastRun;

    /// <param name="capacity">Live beats that may wait.</param>
    /// <param name="onDemandCapacity">Beats on demand that may.</param>
    /// <param name="enough">Live beats that wait for nothing.</param>
    /// <param name="pace">Least time from one run to the next where fewer wait.</param>
    public InferenceQueues(int capacity, int onDemandCapacity, int enough, TimeSpan pace)
    {
        (_enough, _pace) = (enough, pace);
        _live = Channel.CreateBounded<LiveBeat>(new BoundedChannelOptions(capacity) { AllowSynchronousContinuations = false });
        OnDemand = new(onDemandCapacity);
        _idle = () => !_closed && OnDemand.Waiting == 0 && LiveWaiting < (Volatile.Read(ref _gathering) == 0 ? 1 : _enough);
    }

    public OnDemandQueue OnDemand { get; }

    public int LiveWaiting => _live.Reader.Count;

    /// <summary>When the live beat that is next was received; null while none waits.</summary>
    public DateTimeOffset? NextReceived => _live.Reader.TryPeek(out var next) ? next.Received : null;

    public bool TryAddLive(in LiveBeat beat)
    {
        if (_closed || !_live.Writer.TryWrite(beat)) return false;
        // The beat must be visible before this is read; Gather does it the other way round, so one of the two sees it.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _gathering) == 0) _signal.Wake();
        return true;
    }

    public bool TryAddOnDemand(OnDemandRequest request)
    {
        if (_closed || !OnDemand.TryAdd(request)) return false;
        _signal.Wake();
        // Closed since the first look: the workers may be gone, and nobody must wait for ever.
        if (_closed) request.Failed(Stopped());
        return true;
    }

    /// <summary>Before a run of live beats: lets them gather, where the last run has only just begun and few wait.</summary>
    public void Gather()
    {
        var left = _pace - Stopwatch.GetElapsedTime(Volatile.Read(ref _lastRun));
        if (left > TimeSpan.Zero && LiveWaiting < _enough && !_closed && Interlocked.Exchange(ref _gathering, 1) == 0)
        {
            Thread.Sleep(left);
            Interlocked.Exchange(ref _gathering, 0);
        }

        Volatile.Write(ref _lastRun, Stopwatch.GetTimestamp());
    }

    /// <summary>After a worker has taken all that it can: there may be more, for which nobody was woken.</summary>
    public void PassOn()
    {
        if (LiveWaiting > 0) _signal.Wake();
    }

    public bool TryTakeLive(out LiveBeat beat) => _live.Reader.TryRead(out beat);

    /// <summary>Blocks until something waits; false when there will be nothing more.</summary>
    public bool WaitForWork()
    {
        if (_idle()) _signal.Sleep(_idle);
        return !_abandoned && !(_closed && LiveWaiting == 0 && OnDemand.Waiting == 0);
    }

    /// <summary>Takes no more; workers finish what waits.</summary>
    public void Close()
    {
        _closed = true;
        _signal.WakeAll();
    }

    /// <summary>After the workers' end: tells callers on demand that nobody will answer.</summary>
    public void FailOnDemand()
    {
        while (OnDemand.TryTake(out var request, out _)) request.Failed(Stopped());
    }

    /// <summary>Workers stop after the run they are in.</summary>
    public void Abandon()
    {
        _abandoned = true;
        Close();
    }

    private static OperationCanceledException Stopped() => new("Inference has stopped.");
}
