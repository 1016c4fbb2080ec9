using EcgStream.Signal.Beats;

namespace EcgStream.Simulator.Tests.Alarms;

/// <summary>Models without error.</summary>
internal static class Truthful
{
    internal const float Threshold = 0.307294f; // that of the shipped autoencoder

    /// <param name="change">Mean absolute change of the samples on their way, z-score units.</param>
    internal static Verdict Judge(BeatClass beatClass, float change = 0) => default(Verdict) with
    {
        Class = beatClass,
        ReconstructionError = beatClass.IsAbnormal() ? 2 * Threshold : change,
        Threshold = Threshold,
    };
}
