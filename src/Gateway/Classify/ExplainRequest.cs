namespace EcgStream.Gateway.Classify;

/// <summary>One beat to explain.</summary>
/// <param name="Samples">140 samples in z-score units, each within ±100.</param>
public sealed record ExplainRequest(float[] Samples);
