using EcgStream.Inference.Judging;

namespace EcgStream.Inference;

/// <summary>
/// Says which samples of a beat made the models decide. Apart from <see cref="IBeatInference"/>, which grains stand in for
/// in their tests and never ask this of: REST needs a seam here, the live path does not.
/// </summary>
public interface IBeatExplainer
{
    /// <summary>Explains one beat.</summary>
    /// <param name="beat">float[140], finite.</param>
    /// <exception cref="ArgumentException">Not 140 finite samples.</exception>
    /// <exception cref="InferenceBusyException">Too many callers wait.</exception>
    Task<BeatAttribution> ExplainAsync(ReadOnlyMemory<float> beat, CancellationToken cancel);
}
