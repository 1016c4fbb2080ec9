using System.Numerics;

namespace EcgStream.Signal.Alarms;

/// <summary>How many of the last 20 beats have something, one bit a beat. A hole empties it.</summary>
internal struct LastTwenty
{
    internal const int Beats = 20;

    private uint _bits;
    private long _nextBeat;
    private int _seen;

    /// <summary>How many have it.</summary>
    internal readonly int Count => BitOperations.PopCount(_bits);

    /// <summary>20 beats have been seen since the last hole.</summary>
    internal readonly bool IsFull => _seen == Beats;

    /// <summary>How many beats back the first that has it lies: 0 is the last beat.</summary>
    internal readonly int FirstAgo => BitOperations.Log2(_bits);

    internal void Add(long beat, bool has)
    {
        if (beat != _nextBeat) (_bits, _seen) = (0, 0);
        if (_seen < Beats) _seen++;
        _nextBeat = beat + 1;
        _bits = (_bits << 1 | (has ? 1u : 0)) & ((1u << Beats) - 1);
    }
}
