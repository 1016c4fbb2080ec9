using System.Threading.Channels;

namespace EcgStream.Inference.Batching;

/// <summary>What waits for the workers of one process.</summary>
internal sealed class InferenceQueues
{
    // Bounded: full means that TrySubmit says no and the patient's grain keeps the beat. Nothing is dropped here.
    private readonly Channel<LiveBeat> live;
    private readonly WorkSignal signal = new();
    private readonly Func<bool> idle;
    private volatile bool closed, abandoned;

    public InferenceQueues(int capacity, int onDemandCapacity)
    {
        live = Channel.CreateBounded<LiveBeat>(new BoundedChannelOptions(capacity) { AllowSynchronousContinuations = false });
        OnDemand = new(onDemandCapacity);
        idle = () => !closed && LiveWaiting == 0 && OnDemand.Waiting == 0;
    }

    public OnDemandQueue OnDemand { get; }

    public int LiveWaiting => live.Reader.Count;

    public bool TryAddLive(in LiveBeat beat)
    {
        if (closed || !live.Writer.TryWrite(beat)) return false;
        signal.Wake();
        return true;
    }

    public bool TryAddOnDemand(OnDemandRequest request)
    {
        if (closed || !OnDemand.TryAdd(request)) return false;
        signal.Wake();
        // Closed since the first look: the workers may be gone, and nobody must wait for ever.
        if (closed) request.Failed(Stopped());
        return true;
    }

    public bool TryTakeLive(out LiveBeat beat) => live.Reader.TryRead(out beat);

    /// <summary>Blocks until something waits; false when there will be nothing more.</summary>
    public bool WaitForWork()
    {
        if (idle()) signal.Sleep(idle);
        return !abandoned && !(closed && LiveWaiting == 0 && OnDemand.Waiting == 0);
    }

    /// <summary>Takes no more; workers finish what waits.</summary>
    public void Close()
    {
        closed = true;
        signal.WakeAll();
    }

    /// <summary>After the workers' end: tells callers on demand that nobody will answer.</summary>
    public void FailOnDemand()
    {
        while (OnDemand.TryTake(out var request, out _)) request.Failed(Stopped());
    }

    /// <summary>Workers stop after the run they are in.</summary>
    public void Abandon()
    {
        abandoned = true;
        Close();
    }

    private static OperationCanceledException Stopped() => new("Inference has stopped.");
}
