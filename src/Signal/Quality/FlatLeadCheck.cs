using EcgStream.Signal.Conditioning;

namespace EcgStream.Signal.Quality;

/// <summary>
/// Watches the raw samples of one lead for a line that does not move and for clipping, by the extremes of the last ten blocks of
/// 100 ms. The limits are the project's own.
/// </summary>
internal struct FlatLeadCheck
{
    /// <summary>Range within a second below which a lead is flat, mV: two steps of a 5 µV converter.</summary>
    public const float FlatBelowMv = 0.010f;

    /// <summary>Blocks that a verdict looks back on.</summary>
    public const int Blocks = 10;

    /// <summary>Bytes in a snapshot.</summary>
    public const int Size = (2 * Blocks + 3) * sizeof(float) + 3 * sizeof(int);

    /// <summary>Share of a second's range at an extreme that counts as clipping, when it comes in runs of <see cref="ClippedRunMs"/>.</summary>
    private const float AtExtreme = 1e-4f;

    /// <summary>Shortest run of equal samples at an extreme that counts as clipped, ms. A QRS or T peak turns sooner.</summary>
    public const int ClippedRunMs = 30;

    private BlockValues _low;
    private BlockValues _high;
    private float _currentLow, _currentHigh, _previous;
    private int _run, _longestRun, _filled;

    /// <summary>Starts afresh.</summary>
    public void Reset()
    {
        this = default;
        (_currentLow, _currentHigh, _previous) = (float.PositiveInfinity, float.NegativeInfinity, float.NaN);
    }

    /// <summary>Takes one sample, mV.</summary>
    public void Add(float sample)
    {
        _run = sample == _previous ? _run + 1 : 1;
        _previous = sample;
        if (sample < _currentLow) { _currentLow = sample; _longestRun = 0; }
        if (sample > _currentHigh) { _currentHigh = sample; _longestRun = 0; }
        if ((sample == _currentLow || sample == _currentHigh) && _run > _longestRun) _longestRun = _run;
    }

    /// <summary>Ends a block of 100 ms and judges the last second.</summary>
    /// <param name="rateHz">Sample rate, Hz.</param>
    public LeadQuality EndBlock(double rateHz)
    {
        for (var i = Blocks - 1; i > 0; i--) (_low[i], _high[i]) = (_low[i - 1], _high[i - 1]);
        (_low[0], _high[0]) = (_currentLow, _currentHigh);
        var run = _longestRun;
        (_currentLow, _currentHigh, _longestRun) = (float.PositiveInfinity, float.NegativeInfinity, 0);
        if (_filled < Blocks) _filled++;
        var (low, high) = (_low[0], _high[0]);
        for (var i = 1; i < _filled; i++) (low, high) = (Math.Min(low, _low[i]), Math.Max(high, _high[i]));
        var range = high - low;
        if (_filled == Blocks && range < FlatBelowMv) return LeadQuality.Flat;
        var atExtreme = _low[0] <= low + AtExtreme * range || _high[0] >= high - AtExtreme * range;
        return range >= 0.5f && atExtreme && run * 1_000 >= ClippedRunMs * rateHz ? LeadQuality.Clipped : LeadQuality.Good;
    }

    public readonly void Save(ref SnapshotWriter writer)
    {
        for (var i = 0; i < Blocks; i++) writer.Write(_low[i]);
        for (var i = 0; i < Blocks; i++) writer.Write(_high[i]);
        writer.Write(_currentLow);
        writer.Write(_currentHigh);
        writer.Write(_previous);
        writer.Write(_run);
        writer.Write(_longestRun);
        writer.Write(_filled);
    }

    public void Restore(ref SnapshotReader reader)
    {
        for (var i = 0; i < Blocks; i++) _low[i] = reader.Read<float>();
        for (var i = 0; i < Blocks; i++) _high[i] = reader.Read<float>();
        _currentLow = reader.Read<float>();
        _currentHigh = reader.Read<float>();
        _previous = reader.Read<float>();
        _run = reader.Read<int>();
        _longestRun = reader.Read<int>();
        _filled = reader.Read<int>();
    }

    [System.Runtime.CompilerServices.InlineArray(Blocks)]
    private struct BlockValues
    {
        private float _first;
    }
}
