using System.Threading.Channels;

namespace EcgStream.Inference.Batching;

/// <summary>
/// Beats on demand, first come first served. Bounded: a request that does not fit whole is turned away.
/// </summary>
internal sealed class OnDemandQueue(int capacity)
{
    // The bound is kept by `_waiting`, so that a request goes in whole or not at all.
    private readonly Channel<(OnDemandRequest Request, int Beat)> _queue =
        Channel.CreateBounded<(OnDemandRequest, int)>(capacity);

    private int _waiting;

    public int Capacity { get; } = capacity;

    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>False when it does not fit.</summary>
    public bool TryAdd(OnDemandRequest request)
    {
        if (Interlocked.Add(ref _waiting, request.Count) > Capacity)
        {
            Interlocked.Add(ref _waiting, -request.Count);
            return false;
        }

        for (var beat = 0; beat < request.Count; beat++)
            _queue.Writer.TryWrite((request, beat)); // fits: reserved above, and given back only after reading
        return true;
    }

    /// <summary>Takes the next beat that somebody still waits for.</summary>
    public bool TryTake(out OnDemandRequest request, out int beat)
    {
        while (_queue.Reader.TryRead(out var next))
        {
            Interlocked.Decrement(ref _waiting);
            (request, beat) = next;
            if (!request.IsOver) return true;
        }
        (request, beat) = (null!, 0);
        return false;
    }
}
