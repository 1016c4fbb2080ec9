using EcgStream.Signal.Beats;

namespace EcgStream.Gateway.Classify;

/// <summary>Beats of known class to try the models on: of the data set where it is found, synthetic ones where not.</summary>
public interface ITestBeats
{
    /// <summary>Where they come from, for people, e.g. "ECG5000 TEST, 3120 beats".</summary>
    string Source { get; }

    /// <summary>True for beats of a generator, which are no test of the models.</summary>
    bool Synthetic { get; }

    /// <summary>A beat of a class; the same draw gives the same beat.</summary>
    /// <returns>float[140], z-score units; not to be written into.</returns>
    float[] Draw(BeatClass beatClass, ulong draw);
}
