using EcgStream.Signal.Conditioning;

namespace EcgStream.Signal.Detection;

/// <summary>Receives what a detector finds, in the order of the signal, while it is processing. Implement it as a struct to avoid boxing.</summary>
public interface IDetectorSink
{
    /// <summary>A beat was found. Beats come in order.</summary>
    void OnBeat(in DetectedBeat beat);

    /// <summary>
    /// A conditioned sample was added; called after the beats that it brought, at the same samples however the input is cut. A beat's
    /// window can be copied from <paramref name="signal"/> when its last sample is there, and for 2.8 s after its first one.
    /// </summary>
    void OnSample(SignalConditioner signal);
}
