using EcgStream.Signal.Conditioning;

namespace EcgStream.Signal.Detection;

/// <summary>
/// The QRS band of one lead and its envelope. Band: moving average over 5 samples (28 ms) minus one over 27 (150 ms), centred, so about
/// 4 to 20 Hz with no phase shift: P and T waves, baseline and muscle are damped as by the band-pass of Pan and Tompkins (IEEE Trans
/// Biomed Eng 32, 1985). Envelope: root mean square over 21 samples (117 ms), the length of a QRS complex. All sums are over integers:
/// they are exact, and can be made again from the conditioned signal.
/// </summary>
internal sealed class QrsBand
{
    /// <summary>A band sample exists this many conditioned samples after its place.</summary>
    public const int BandDelay = Long / 2;

    /// <summary>An envelope sample exists this many conditioned samples after its place.</summary>
    public const int EnvelopeDelay = BandDelay + Window / 2;

    private const int Short = 5;
    private const int Long = 27;
    private const int Window = 21;
    private const int Mask = SignalConditioner.History - 1;
    private const float PerMicrovolt = Short * Long;

    private readonly float[] _band = new float[SignalConditioner.History]; // µV
    private readonly int[] _scaled = new int[32];                          // the last band samples, µV × 135
    private int _shortSum, _longSum;
    private long _energy;

    /// <summary>Forgets everything.</summary>
    public void Reset()
    {
        Array.Clear(_band);
        Array.Clear(_scaled);
        (_shortSum, _longSum, _energy) = (0, 0, 0);
    }

    /// <summary>Takes the newest conditioned sample and gives the envelope <see cref="EnvelopeDelay"/> samples before it, µV.</summary>
    public float Step(SignalConditioner signal, int lead, long newest)
    {
        Advance(signal, lead, newest);
        return MathF.Sqrt(_energy / (float)Window) / PerMicrovolt;
    }

    /// <summary>The envelope at an earlier place, µV.</summary>
    public float EnvelopeAt(long index)
    {
        float energy = 0;
        for (var i = index - Window / 2; i <= index + Window / 2; i++) energy += this[i] * this[i];
        return MathF.Sqrt(energy / Window);
    }

    /// <summary>A band sample, µV.</summary>
    public float this[long index] => _band[index & Mask];

    /// <summary>Largest slope near a place, µV per two samples.</summary>
    public float SlopeAround(long index, int reach)
    {
        float largest = 0;
        for (var i = index - reach; i <= index + reach; i++) largest = Math.Max(largest, Math.Abs(this[i + 1] - this[i - 1]));
        return largest;
    }

    /// <summary>Makes the state after the newest conditioned sample from the conditioned signal alone.</summary>
    public void Rebuild(SignalConditioner signal, int lead)
    {
        Reset();
        // Band samples before this place are never read.
        var first = Math.Max(0, signal.Count - SignalConditioner.History + Long);
        for (var i = Math.Max(0, first - Long); i < first; i++) _longSum += signal[lead, i];
        for (var i = first - 16; i < first - 11; i++) _shortSum += i < 0 ? 0 : signal[lead, i];
        for (var i = first; i < signal.Count; i++) Advance(signal, lead, i);
    }

    private void Advance(SignalConditioner signal, int lead, long newest)
    {
        // Before the signal's start the ring holds zeros, which is what the conditioned signal is there.
        _longSum += signal[lead, newest] - signal[lead, newest - Long];
        _shortSum += signal[lead, newest - BandDelay + Short / 2] - signal[lead, newest - BandDelay - Short / 2 - 1];
        var centre = newest - BandDelay;
        var band = Long * _shortSum - Short * _longSum;
        var leaving = _scaled[(centre - Window) & 31];
        _energy += (long)band * band - (long)leaving * leaving;
        _scaled[centre & 31] = band;
        _band[centre & Mask] = band / PerMicrovolt;
    }
}
