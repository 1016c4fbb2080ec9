namespace EcgStream.Signal.Sequencing;

/// <summary>Beats declared lost and not yet passed: disjoint ranges in order, neighbours joined.</summary>
internal sealed class LostBeats
{
    private readonly List<BeatHole> _ranges = [];

    public bool IsEmpty => _ranges.Count == 0;

    /// <summary>End of the lost range that holds a beat, or the beat itself when it is not lost.</summary>
    public long EndOfRangeAt(long beat)
    {
        foreach (var range in _ranges)
            if (beat >= range.FirstBeat && beat < range.End) return range.End;
        return beat;
    }

    /// <summary>Adds [first, end); false when all of it was there.</summary>
    public bool Add(long first, long end)
    {
        foreach (var range in _ranges)
            if (range.FirstBeat <= first && end <= range.End) return false;

        foreach (var range in _ranges)
            if (range.FirstBeat <= end && first <= range.End)
                (first, end) = (Math.Min(first, range.FirstBeat), Math.Max(end, range.End));
        _ranges.RemoveAll(range => first <= range.FirstBeat && range.End <= end);
        var at = _ranges.FindIndex(range => range.FirstBeat > first);
        _ranges.Insert(at < 0 ? _ranges.Count : at, new BeatHole(first, end - first));
        return true;
    }

    /// <summary>Forgets everything before a beat.</summary>
    public void Pass(long beat)
    {
        _ranges.RemoveAll(range => range.End <= beat);
        if (_ranges.Count > 0 && _ranges[0].FirstBeat < beat)
            _ranges[0] = new BeatHole(beat, _ranges[0].End - beat);
    }
}
