using System.Diagnostics.CodeAnalysis;
using EcgStream.Contracts.Patients;
using EcgStream.Signal.Beats;

namespace EcgStream.Grains.Patient;

/// <summary>
/// Beats handed to inference and holes between them, in order. Batches end in any order, so a verdict may overtake the
/// one before it: verdicts and holes leave here in beat order only.
/// </summary>
internal sealed class InFlightBeats(PatientMailbox mailbox)
{
    private readonly Queue<InFlightBeat> _beats = new(capacity: 2);
    private InFlightBeat? _spare; // that of the beat that left last: one is in flight as a rule, and makes no garbage

    internal bool IsEmpty => _beats.Count == 0;

    /// <summary>Who is to hear a beat's verdict. Once inference has taken the beat, it goes to <see cref="Add(InFlightBeat)"/>.</summary>
    internal InFlightBeat SinkOf(in Beat beat)
    {
        _spare ??= new InFlightBeat(mailbox);
        _spare.Beat = beat;
        return _spare;
    }

    internal void Add(InFlightBeat taken)
    {
        _beats.Enqueue(taken);
        _spare = null;
    }

    internal void Add(Hole hole) => _beats.Enqueue(new InFlightBeat(mailbox) { Hole = hole });

    /// <summary>The next judged beat with its samples (float[140]); false while it is not judged, or a hole is next.</summary>
    internal bool TryTake(out JudgedBeat judged, out ReadOnlyMemory<float> samples)
    {
        if (_beats.TryPeek(out var next) && next.TryTake(out judged, out samples))
        {
            _spare = _beats.Dequeue();
            return true;
        }

        (judged, samples) = (default, default);
        return false;
    }

    /// <summary>The hole that is next, if one is.</summary>
    internal bool TryTakeHole([NotNullWhen(true)] out Hole? hole)
    {
        hole = _beats.TryPeek(out var next) ? next.Hole : null;
        if (hole is not null) _beats.Dequeue();
        return hole is not null;
    }
}
