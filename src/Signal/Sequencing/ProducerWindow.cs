namespace EcgStream.Signal.Sequencing;

/// <summary>
/// What a producer keeps of one patient's stream: every chunk above the watermark, at most 30 s of signal, and which of
/// them to send again. With it a lost message, a killed process or a lost silo loses nothing. Not thread-safe.
/// </summary>
/// <remarks>
/// A server that is overloaded or has just stood still must not get everything again and again, or it would be busy with nothing
/// else. All is sent again after 2 s, and if that brings nothing after 8 s and then every 30 s; meanwhile the oldest beat asks every
/// second. Once something arrives, four times as much follows each time (after the slow start of TCP, RFC 5681).
/// </remarks>
/// <typeparam name="TChunk">Whatever is sent.</typeparam>
public sealed class ProducerWindow<TChunk>
{
    /// <summary>Signal that may be above the watermark.</summary>
    public static readonly TimeSpan MaxSignal = TimeSpan.FromSeconds(30);

    /// <summary>Chunks are sent again when neither they nor the watermark have moved for so long.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(1);
    private const double BeatMs = 1000; // one at least, mostly
    private const int Growth = 4;
    private const double All = double.PositiveInfinity;

    private readonly TimeProvider _time;
    private readonly Queue<Kept> _kept = new(); // bounded by MaxSignal: when it is full, TryAdd says no and the producer waits
    private double _keptMs;
    private long _progressAt;
    private long _received, _receivedAt;
    private double _atOnceMs = All;        // signal that is sent again in one go; less once that was to no effect
    private TimeSpan _allAfter = Patience; // how long without progress, and since the last time, before all is sent again
    private long _allAt, _askedAt;
    private bool _goesOn;                  // some has arrived: more may follow

    /// <summary>An empty window.</summary>
    /// <param name="time">For the patience.</param>
    /// <param name="watermark">Absolute sample from which the producer goes on.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative watermark.</exception>
    public ProducerWindow(TimeProvider time, long watermark = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(watermark);
        _time = time;
        Watermark = watermark;
        _progressAt = _allAt = _askedAt = time.GetTimestamp();
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
        var someArrived = Math.Max(received, watermark) > Math.Max(_received, Watermark);
        (_received, _receivedAt) = (received, _time.GetTimestamp());
        var moved = watermark > Watermark;
        if (moved) Pass(watermark);
        if (someArrived) GoOn();
        return moved;
    }

    /// <summary>
    /// Appends, in order, the chunks to send again now: those sent two seconds ago or earlier while the watermark stands
    /// still as long, and that have not arrived. They count as sent from here on. While that brings nothing, the oldest beat every
    /// second; once something arrives, more and more.
    /// </summary>
    public void TakeDue(ICollection<TChunk> due)
    {
        if (_kept.Count == 0) return;
        var received = Since(_receivedAt) < Patience ? _received : 0;
        var still = Since(_progressAt);
        if (still >= _allAfter && Since(_allAt) >= _allAfter)
        {
            if (!Resend(due, Patience, received, All)) return;
            (_atOnceMs, _goesOn) = (BeatMs, false);
            _allAfter = TimeSpan.FromTicks(Math.Min(Growth * _allAfter.Ticks, MaxSignal.Ticks));
            _allAt = _askedAt = _time.GetTimestamp();
        }
        else if (_goesOn)
        {
            _goesOn = false;
            Resend(due, Patience, received, _atOnceMs);
        }
        else if (_atOnceMs < All && still >= Patience && Since(_askedAt) >= AskEvery)
        {
            if (!Resend(due, AskEvery, received, BeatMs)) return;
            (_atOnceMs, _askedAt) = (BeatMs, _time.GetTimestamp());
        }
    }

    private TimeSpan Since(long timestamp) => _time.GetElapsedTime(timestamp);

    private void Pass(long watermark)
    {
        Watermark = watermark;
        _progressAt = _time.GetTimestamp();
        while (_kept.TryPeek(out var oldest) && oldest.End <= watermark)
        {
            _kept.Dequeue();
            _keptMs = _kept.Count == 0 ? 0 : _keptMs - oldest.DurationMs; // no rounding is carried on
        }
    }

    private void GoOn()
    {
        if (_atOnceMs == All) return;
        _goesOn = true;
        _atOnceMs *= Growth;
        if (_atOnceMs >= _keptMs) (_atOnceMs, _allAfter) = (All, Patience);
    }

    private bool Resend(ICollection<TChunk> due, TimeSpan age, long received, double atMostMs)
    {
        var now = _time.GetTimestamp();
        var (any, sentMs) = (false, 0.0);
        for (var i = _kept.Count; i > 0; i--) // once around the queue keeps its order
        {
            var chunk = _kept.Dequeue();
            if (sentMs < atMostMs && chunk.End > received && _time.GetElapsedTime(chunk.SentAt, now) >= age)
            {
                due.Add(chunk.Chunk);
                chunk = chunk with { SentAt = now };
                any = true;
                sentMs += chunk.DurationMs;
            }
            _kept.Enqueue(chunk);
        }

        return any;
    }

    private readonly record struct Kept(long End, double DurationMs, long SentAt, TChunk Chunk);
}
