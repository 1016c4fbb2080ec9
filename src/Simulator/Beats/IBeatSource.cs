using EcgStream.Signal.Beats;

namespace EcgStream.Simulator.Beats;

/// <summary>Where simulated patients' beats come from.</summary>
public interface IBeatSource
{
    /// <summary>For people, e.g. "ECG5000 TEST, 3120 beats" or "synthetic".</summary>
    string Name { get; }

    /// <summary>
    /// A beat of a class; the same <paramref name="draw"/> gives the same beat. Callers must not write into it.
    /// </summary>
    /// <param name="beatClass">One of the five classes.</param>
    /// <param name="draw">Any number; chooses among the class's beats.</param>
    /// <returns>float[140], z-score units.</returns>
    float[] Draw(BeatClass beatClass, ulong draw);
}
