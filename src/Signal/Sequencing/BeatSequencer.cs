using System.Globalization;
using System.Numerics;
using EcgStream.Signal.Beats;

namespace EcgStream.Signal.Sequencing;

/// <summary>
/// Puts one patient's chunks in order: drops duplicates, joins parts to beats, finds gaps, all by absolute sample index.
/// Pull model: <see cref="Accept"/> what arrives, then drain <see cref="TryTakeHole"/> and <see cref="TryTake"/>.
/// Bounded: nothing is taken more than <see cref="MaxAheadBeats"/> above <see cref="NextBeat"/>; such a chunk is answered
/// Busy and the producer sends it again. Not thread-safe: one patient, one owner. A whole beat that arrives in order costs
/// no copy and no allocation.
/// </summary>
public sealed class BeatSequencer
{
    /// <summary>30 s, which is all that a producer may have above the watermark, at the shortest RR interval of 200 ms.</summary>
    public const int DefaultMaxAheadBeats = 150;

    // Rings up to this size stay when they run empty; larger ones came from a gap and go with it.
    private const int SmallRing = 4;

    private PendingBeat[] _ring = []; // beat b waits at b & (length − 1); the length is a power of two
    private int _pending;             // beats in the ring that have data
    private LostBeats? _lost;

    /// <summary>A sequencer that goes on at a beat: 0 after admission, the watermark's beat after a recovery.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A negative beat, or no room for a single beat.</exception>
    public BeatSequencer(long nextBeat = 0, int maxAheadBeats = DefaultMaxAheadBeats)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(nextBeat);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxAheadBeats, 1);
        NextBeat = nextBeat;
        MaxAheadBeats = maxAheadBeats;
    }

    /// <summary>The beat that is handed out next; everything before it has been taken, as a beat or as a hole.</summary>
    public long NextBeat { get; private set; }

    /// <summary>How many beats from <see cref="NextBeat"/> on there is room for.</summary>
    public int MaxAheadBeats { get; }

    /// <summary>Beats of which at least a part waits here.</summary>
    public int PendingBeats => _pending;

    /// <summary>Takes a chunk. Its samples must never change afterwards: beats handed out are slices of them.</summary>
    /// <param name="firstSample">Absolute index of the first sample since admission.</param>
    /// <param name="startTime">Time of the first sample.</param>
    /// <param name="rrMs">RR interval in ms of its beat, or of each of its whole beats.</param>
    /// <param name="samples">z-score units: part of one beat, or some whole beats.</param>
    /// <param name="timestamp">Now, by <see cref="TimeProvider.GetTimestamp"/>; only compared, for <see cref="BeatGap.Since"/>.</param>
    public ChunkReply Accept(
        long firstSample, DateTimeOffset startTime, double rrMs, ReadOnlyMemory<float> samples, long timestamp)
    {
        if (ChunkCheck.RefusalOf(firstSample, startTime, rrMs, samples.Span) is { } refusal)
            return new ChunkReply(ChunkOutcome.Refused, refusal);

        var first = BeatFrame.BeatOf(firstSample);
        var last = BeatFrame.BeatOf(firstSample + samples.Length - 1);
        if (last - first >= MaxAheadBeats)
            return Refuse($"the chunk holds {last - first + 1} beats; {MaxAheadBeats} is the most");
        if (last < NextBeat)
            return new ChunkReply(ChunkOutcome.Duplicate);
        if (last - NextBeat >= MaxAheadBeats)
            return new ChunkReply(ChunkOutcome.Busy, TooFarAhead(last));

        EnsureRoom(last);
        var offset = (int)(firstSample - BeatFrame.FirstSampleOf(first));
        var isNew = false;
        for (var beat = first; beat <= last; beat++)
        {
            if (beat < NextBeat) continue;
            var skipped = (int)(beat - first) * BeatFrame.SampleCount;
            var piece = samples.Length <= BeatFrame.SampleCount ? samples : samples.Slice(skipped, BeatFrame.SampleCount);
            ref var slot = ref Slot(beat);
            var wasEmpty = !slot.HasData;
            isNew |= slot.Add(offset, startTime.AddMilliseconds((beat - first) * rrMs), rrMs, piece, timestamp);
            if (wasEmpty) _pending++;
        }
        return new ChunkReply(isNew ? ChunkOutcome.Taken : ChunkOutcome.Duplicate);
    }

    /// <summary>Hands out the next beat when all of its samples are here. False while it is missing or a hole is next.</summary>
    public bool TryTake(out Beat beat)
    {
        if (_pending == 0 || !Slot(NextBeat).IsWhole)
        {
            beat = default;
            return false;
        }
        beat = Slot(NextBeat).ToBeat(NextBeat);
        PassTo(NextBeat + 1);
        return true;
    }

    /// <summary>Hands out the hole that is next in order, if one is; <see cref="TryTake"/> goes on behind it.</summary>
    public bool TryTakeHole(out BeatHole hole)
    {
        hole = default;
        var end = _lost is null ? NextBeat : EndOfHole(NextBeat);
        if (end == NextBeat) return false;
        hole = new BeatHole(NextBeat, end - NextBeat);
        PassTo(end);
        return true;
    }

    /// <summary>
    /// Says that whole beats will never come. Those that are here all the same are still handed out, parts of beats are
    /// dropped. Neighbouring losses become one hole.
    /// </summary>
    public ChunkReply DeclareLost(long firstBeat, long beatCount)
    {
        if (firstBeat < 0 || beatCount <= 0)
            return Refuse($"a loss of {beatCount} beats from beat {firstBeat} makes no sense");
        if (beatCount > long.MaxValue / BeatFrame.SampleCount - firstBeat)
            return Refuse($"a loss of {beatCount} beats from beat {firstBeat} goes beyond the largest sample index");
        var end = firstBeat + beatCount;
        if (end <= NextBeat)
            return new ChunkReply(ChunkOutcome.Duplicate);
        // Bounds the list of ranges: they begin inside the window and are disjoint.
        if (firstBeat - NextBeat >= MaxAheadBeats)
            return new ChunkReply(ChunkOutcome.Busy, TooFarAhead(firstBeat));

        firstBeat = Math.Max(firstBeat, NextBeat);
        return new ChunkReply((_lost ??= new LostBeats()).Add(firstBeat, end) ? ChunkOutcome.Taken : ChunkOutcome.Duplicate);
    }

    /// <summary>The lowest run of missing beats while later samples wait; false when nothing waits for anything.</summary>
    public bool TryGetGap(out BeatGap gap)
    {
        gap = default;
        if (_pending == 0) return false;
        var end = NextBeat + _ring.Length; // behind everything that can be here
        var first = NextBeat;
        while (first < end)
        {
            if (Slot(first).IsWhole) first++;
            else if (_lost is not null && EndOfHole(first) is var hole && hole > first) first = hole;
            else break;
        }

        long behind = -1, since = long.MaxValue;
        for (var beat = first + 1; beat < end; beat++)
        {
            ref var slot = ref Slot(beat);
            if (!slot.HasData) continue;
            since = Math.Min(since, slot.ArrivedAt);
            // A part of a beat is missing, too; but where nothing else follows, it is what waits.
            if (behind < 0 || !Slot(behind).IsWhole) behind = beat;
        }
        if (behind < 0) return false;
        gap = new BeatGap(first, EndOfMissing(first, behind) - first, since);
        return true;
    }

    private long EndOfMissing(long first, long behind)
    {
        if (_lost is null) return behind;
        for (var beat = first + 1; beat < behind; beat++)
            if (_lost.EndOfRangeAt(beat) > beat) return beat;
        return behind;
    }

    /// <summary>Where a hole that begins at a beat ends: at the end of its range, or at the first whole beat in it.</summary>
    private long EndOfHole(long beat)
    {
        var end = _lost!.EndOfRangeAt(beat);
        if (end == beat || _pending == 0) return end;
        var here = Math.Min(end, NextBeat + _ring.Length);
        for (var b = beat; b < here; b++)
            if (Slot(b).IsWhole) return b;
        return end;
    }

    private void PassTo(long beat)
    {
        var here = Math.Min(beat, NextBeat + _ring.Length);
        for (var b = NextBeat; b < here; b++)
        {
            ref var slot = ref Slot(b);
            if (!slot.HasData) continue;
            slot = default; // lets go of the chunk's memory
            _pending--;
        }
        NextBeat = beat;
        if (_lost is not null)
        {
            _lost.Pass(beat);
            if (_lost.IsEmpty) _lost = null;
        }
        if (_pending == 0 && _ring.Length > SmallRing) _ring = [];
    }

    private ref PendingBeat Slot(long beat) => ref _ring[beat & (_ring.Length - 1)];

    private void EnsureRoom(long last)
    {
        var needed = last - NextBeat + 1;
        if (needed <= _ring.Length) return;
        var ring = new PendingBeat[BitOperations.RoundUpToPowerOf2((uint)needed)];
        for (var i = 0; i < _ring.Length; i++)
            ring[(NextBeat + i) & (ring.Length - 1)] = Slot(NextBeat + i);
        _ring = ring;
    }

    private string TooFarAhead(long beat) => string.Create(CultureInfo.InvariantCulture,
        $"beat {beat} is too far ahead: beat {NextBeat} is next, and there is room for {MaxAheadBeats} beats; send it again when the watermark has moved");

    private static ChunkReply Refuse(FormattableString reason) =>
        new(ChunkOutcome.Refused, reason.ToString(CultureInfo.InvariantCulture));
}
