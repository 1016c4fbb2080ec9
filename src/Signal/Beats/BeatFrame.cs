namespace EcgStream.Signal.Beats;

/// <summary>The framing of a beat-framed signal: beat n of a patient is samples 140·n … 140·n+139 since admission.</summary>
public static class BeatFrame
{
    /// <summary>Samples in a beat (ECG5000 resamples every beat to this length; UCR archive).</summary>
    public const int SampleCount = 140;

    /// <summary>The beat that holds an absolute sample index (≥ 0).</summary>
    public static long BeatOf(long sample) => sample / SampleCount;

    /// <summary>The absolute index of a beat's first sample.</summary>
    public static long FirstSampleOf(long beat) => beat * SampleCount;

    /// <summary>True when samples [first, first + count) are part of one beat, or some whole beats.</summary>
    public static bool IsFramed(long first, int count) =>
        first >= 0 && count > 0 &&
        (first % SampleCount == 0 && count % SampleCount == 0 || first % SampleCount + count <= SampleCount);
}
