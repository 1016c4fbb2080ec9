using System.Runtime.CompilerServices;
using EcgStream.Signal.Beats;

namespace EcgStream.Signal.Sequencing;

/// <summary>A beat that waits in the sequencer: nothing, parts, or all of it.</summary>
internal struct PendingBeat
{
    private ReadOnlyMemory<float> _whole;
    private Parts? _parts;
    private DateTimeOffset _start;
    private double _rrMs;

    /// <summary>Timestamp of its first samples' arrival.</summary>
    public long ArrivedAt { get; private set; }

    public readonly bool HasData => !_whole.IsEmpty || _parts is not null;

    public readonly bool IsWhole => !_whole.IsEmpty;

    public readonly Beat ToBeat(long index) => new(index, _start, _rrMs, _whole);

    /// <summary>Takes what is missing of [offset, offset + samples.Length); false when nothing was. What came first wins.</summary>
    /// <param name="start">Time of the piece's first sample.</param>
    public bool Add(int offset, DateTimeOffset start, double rrMs, ReadOnlyMemory<float> samples, long timestamp)
    {
        if (IsWhole) return false;
        if (!HasData)
        {
            ArrivedAt = timestamp;
            if (samples.Length == BeatFrame.SampleCount)
            {
                (_whole, _start, _rrMs) = (samples, start, rrMs);
                return true;
            }
            _parts = new Parts();
        }

        // The piece with sample 0 says when the beat starts, so that the order of arrival makes no difference.
        if (offset == 0 && !_parts!.Has(0)) (_start, _rrMs) = (start, rrMs);
        if (!_parts!.Fill(offset, samples.Span)) return false;
        if (_parts.IsWhole) (_whole, _parts) = (_parts.Samples, null);
        return true;
    }

    private sealed class Parts
    {
        private Bits _present;
        private int _count;

        public float[] Samples { get; } = new float[BeatFrame.SampleCount];

        public bool IsWhole => _count == BeatFrame.SampleCount;

        public bool Has(int i) => (_present[i >> 6] >> (i & 63) & 1) != 0;

        public bool Fill(int offset, ReadOnlySpan<float> samples)
        {
            var before = _count;
            for (var i = 0; i < samples.Length; i++)
            {
                var at = offset + i;
                if (Has(at)) continue;
                Samples[at] = samples[i];
                _present[at >> 6] |= 1UL << (at & 63);
                _count++;
            }
            return _count > before;
        }

        [InlineArray((BeatFrame.SampleCount + 63) / 64)]
        private struct Bits
        {
            private ulong _first;
        }
    }
}
