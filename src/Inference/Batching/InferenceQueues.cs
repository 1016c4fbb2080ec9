using System.Threading.Channels;

namespace EcgStream.Inference.Batching;

/// <summary>What waits for the workers of one process.</summary>
internal sealed class InferenceQueues
{
    // Bounded: full means that TrySubmit says no and the patient's grain keeps the beat. Nothing is dropped here.
    private readonly Channel<LiveBeat> _live;
    private readonly WorkSignal _signal = new();
    private readonly Func<bool> _idle;
    private volatile bool _closed, _abandoned;

    public InferenceQueues(int capacity, int onDemandCapacity)
    {
        _live = Channel.CreateBounded<LiveBeat>(new BoundedChannelOptions(capacity) { AllowSynchronousContinuations = false });
        OnDemand = new(onDemandCapacity);
        _idle = () => !_closed && LiveWaiting == 0 && OnDemand.Waiting == 0;
    }

    public OnDemandQueue OnDemand { get; }

    public int LiveWaiting => _live.Reader.Count;

    /// <summary>When the live beat that is next was received; null while none waits.</summary>
    public DateTimeOffset? NextReceived => _live.Reader.TryPeek(out var next) ? next.Received : null;

    public bool TryAddLive(in LiveBeat beat)
    {
        if (_closed || !_live.Writer.TryWrite(beat)) return false;
        _signal.Wake();
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
