using EcgStream.Signal.Detection;

namespace EcgStream.Signal.Tests.Detection;

/// <summary>Runs detectors over whole signals.</summary>
internal static class Detecting
{
    /// <summary>All beats of a signal in one call, flushed.</summary>
    public static List<DetectedBeat> All(SignalFormat format, ReadOnlySpan<float> frames)
    {
        var detector = new EcgDetector(format);
        var beats = new List<DetectedBeat>();
        detector.Process(frames, beats);
        detector.Flush(detector.NextSample, beats);
        return beats;
    }

    /// <summary>Every R peak has one beat within 40 ms, and there is no other beat.</summary>
    public static void AssertFinds(IReadOnlyList<long> peaks, IReadOnlyList<DetectedBeat> beats, double rateHz)
    {
        Assert.Equal(peaks.Count, beats.Count);
        for (var i = 0; i < peaks.Count; i++)
            Assert.InRange(beats[i].Sample, peaks[i] - 0.04 * rateHz, peaks[i] + 0.04 * rateHz);
    }
}
