namespace EcgStream.Signal.Beats;

/// <summary>One whole beat of a patient, as it leaves the sequencer.</summary>
/// <param name="Index">Beat number since admission (0-based).</param>
/// <param name="Start">Time of its first sample.</param>
/// <param name="RrMs">RR interval in ms; heart rate is 60000/RR.</param>
/// <param name="Samples">float[140], z-score units. Immutable from here on.</param>
public readonly record struct Beat(long Index, DateTimeOffset Start, double RrMs, ReadOnlyMemory<float> Samples)
{
    /// <summary>When its last sample was due: the beat's samples are spread evenly over its RR interval.</summary>
    public DateTimeOffset Due => Start.AddMilliseconds(RrMs);
}
