using System.Diagnostics.CodeAnalysis;
using EcgStream.Contracts.Patients;
using EcgStream.Signal.Beats;

namespace EcgStream.Grains.Patient;

/// <summary>
/// Beats handed to inference and holes between them, in order. Batches end in any order, so a verdict may overtake the
/// one before it: verdicts and holes leave here in beat order only.
/// </summary>
internal sealed class InFlightBeats
{
    private readonly Queue<Slot> _slots = new(capacity: 2);
    private Slot? _spare; // of the beat that left last: one in flight as a rule, and no garbage

    internal bool IsEmpty => _slots.Count == 0;

    internal void Add(in Beat beat)
    {
        var slot = _spare ?? new Slot();
        _spare = null;
        slot.Beat = beat;
        _slots.Enqueue(slot);
    }

    internal void Add(Hole hole) => _slots.Enqueue(new Slot { Hole = hole });

    /// <summary>Notes a verdict; one for a beat that is not in flight (an earlier activation asked) is ignored.</summary>
    internal void Complete(in JudgedBeat judged)
    {
        foreach (var slot in _slots) // one or two as a rule
        {
            if (slot.Hole is not null || slot.Beat.Index != judged.Index) continue;
            slot.Judged = judged;
            return;
        }
    }

    /// <summary>The next judged beat with its samples (float[140]); false while it is not judged, or a hole is next.</summary>
    internal bool TryTake(out JudgedBeat judged, out ReadOnlyMemory<float> samples)
    {
        if (_slots.TryPeek(out var slot) && slot.Judged is { } done)
        {
            _slots.Dequeue();
            (judged, samples) = (done, slot.Beat.Samples);
            (slot.Beat, slot.Judged, _spare) = (default, null, slot);
            return true;
        }

        (judged, samples) = (default, default);
        return false;
    }

    /// <summary>The hole that is next, if one is.</summary>
    internal bool TryTakeHole([NotNullWhen(true)] out Hole? hole)
    {
        hole = _slots.TryPeek(out var slot) ? slot.Hole : null;
        if (hole is not null) _slots.Dequeue();
        return hole is not null;
    }

    private sealed class Slot
    {
        internal Beat Beat { get; set; }
        internal Hole? Hole { get; init; }
        internal JudgedBeat? Judged { get; set; }
    }
}
