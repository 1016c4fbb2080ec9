namespace EcgStream.Signal.Sequencing;

/// <summary>
/// What a producer keeps of one patient's stream: every chunk above the watermark, at most 30 s of signal, and which of
/// them to send again. With it a lost message, a killed process or a lost silo loses nothing. Not thread-safe.
/// </summary>
/// <remarks>
/// A server that is overloaded or has just stood still must not get everything again and again, or it would be busy with nothing
/// else: what was sent again to no effect is followed by a few chunks at a time, and each time some arrive by twice as many (the slow
/// start of TCP, RFC 5681).
/// </remarks>
/// <typeparam name="TChunk">Whatever is sent.</typeparam>
public sealed class ProducerWindow<TChunk>
{
    /// <summary>Signal that may be above the watermark.</summary>
    public static readonly TimeSpan MaxSignal = TimeSpan.FromSeconds(30);

    /// <summary>Chunks are sent again when neither they nor the watermark have moved for so long.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private const int Few = 2;
    private const int All = int.MaxValue;

    private readonly TimeProvider _time;
    private readonly Queue<Kept> _kept = new(); // bounded by MaxSignal: when it is full, TryAdd says no and the producer waits
    private double _keptMs;
    private long _progressAt;
    private long _received, _receivedAt;
    private int _atOnce = All; // chunks that are sent again in one go
    private long? _sentAgainAt;
    private bool _goesOn;      // some of those have arrived: the next may follow

    /// <summary>An empty window.</summary>
    /// <param name="time">For the patience.</param>
    /// <param name="watermark">Absolute sample from which the producer goes on.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative watermark.</exception>
    public ProducerWindow(TimeProvider time, long watermark = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(watermark);
        _time = time;
        Watermark = watermark;
        _progressAt = time.GetTimestamp();
    }

    /// <summary>Everything before this absolute sample is judged and stored.</summary>
    public long Watermark { get; private set; }

    /// <summary>Chunks kept.</summary>
    public int Count => _kept.Count;

    /// <summary>How much more signal may be sent now.</summary>
    public TimeSpan Room => MaxSignal - TimeSpan.FromMilliseconds(_keptMs);

    /// <summary>
    /// Keeps a chunk that is about to be sent; false when there is no room: wait for the watermark. An empty window takes
    /// a chunk of any length, or a long one could never be sent.
    /// </summary>
    /// <param name="firstSample">Absolute index of its first sample; chunks are added in order.</param>
    /// <param name="sampleCount">Its samples, at least 1.</param>
    /// <param name="durationMs">How long its signal lasts, ms.</param>
    /// <exception cref="ArgumentOutOfRangeException">No samples, or no duration.</exception>
    public bool TryAdd(long firstSample, int sampleCount, double durationMs, TChunk chunk)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleCount, 1);
        if (!(durationMs >= 0)) throw new ArgumentOutOfRangeException(nameof(durationMs), durationMs, "A chunk lasts 0 ms or more.");
        var end = firstSample + sampleCount;
        if (end <= Watermark) return true; // stored already
        if (_kept.Count > 0 && _keptMs + durationMs > MaxSignal.TotalMilliseconds) return false;

        var now = _time.GetTimestamp();
        if (_kept.Count == 0) _progressAt = now; // what was idle is not overdue
        _kept.Enqueue(new Kept(end, durationMs, now, chunk));
        _keptMs += durationMs;
        return true;
    }

    /// <summary>Takes note of a watermark; an older one than is known is passed over. True when it moved.</summary>
    /// <param name="received">
    /// Everything before this absolute sample has arrived, though it is not stored: it is not sent again while that is said
    /// anew within <see cref="Patience"/>. A slow server does not get everything twice; one that has died says it no more.
    /// </param>
    public bool Advance(long watermark, long received = 0)
    {
        if (received > Math.Max(_received, Watermark) || watermark > Math.Max(_received, Watermark)) SomeArrived();
        (_received, _receivedAt) = (received, _time.GetTimestamp());
        if (watermark <= Watermark) return false;
        Watermark = watermark;
        _progressAt = _time.GetTimestamp();
        while (_kept.TryPeek(out var oldest) && oldest.End <= watermark)
        {
            _kept.Dequeue();
            _keptMs = _kept.Count == 0 ? 0 : _keptMs - oldest.DurationMs; // no rounding is carried on
        }
        return true;
    }

    /// <summary>
    /// Appends, in order, the chunks to send again now: those sent two seconds ago or earlier while the watermark stands
    /// still as long, and that have not arrived. They count as sent from here on. All of them the first time; while that brings
    /// nothing, the two oldest; once something arrives, more and more.
    /// </summary>
    public void TakeDue(ICollection<TChunk> due)
    {
        if (_kept.Count == 0) return;
        var standsStill = _time.GetElapsedTime(_progressAt) >= Patience && !(_sentAgainAt is { } last && _time.GetElapsedTime(last) < Patience);
        if (!standsStill && !_goesOn) return;
        if (!Resend(due, Patience, _time.GetElapsedTime(_receivedAt) < Patience ? _received : 0, _atOnce)) return;
        if (!_goesOn) _atOnce = Few;
        (_goesOn, _sentAgainAt) = (false, _time.GetTimestamp());
    }

    /// <summary>Appends all chunks above the watermark, in order: after a failure or a new connection.</summary>
    public void TakeAll(ICollection<TChunk> due) => Resend(due, TimeSpan.Zero, received: 0, All);

    private void SomeArrived()
    {
        if (_atOnce == All) return;
        _goesOn = true;
        _atOnce = 2 * _atOnce < _kept.Count ? 2 * _atOnce : All;
    }

    private bool Resend(ICollection<TChunk> due, TimeSpan age, long received, int atMost)
    {
        var now = _time.GetTimestamp();
        var sent = 0;
        for (var i = _kept.Count; i > 0; i--) // once around the queue keeps its order
        {
            var chunk = _kept.Dequeue();
            if (sent < atMost && chunk.End > received && _time.GetElapsedTime(chunk.SentAt, now) >= age)
            {
                due.Add(chunk.Chunk);
                chunk = chunk with { SentAt = now };
                sent++;
            }
            _kept.Enqueue(chunk);
        }

        return sent > 0;
    }

    private readonly record struct Kept(long End, double DurationMs, long SentAt, TChunk Chunk);
}
