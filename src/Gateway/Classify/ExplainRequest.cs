using System.ComponentModel.DataAnnotations;

namespace EcgStream.Gateway.Classify;

/// <summary>One beat to explain.</summary>
/// <param name="Samples">140 samples in z-score units, each within ±100.</param>
public sealed record ExplainRequest([property: Length(140, 140)] float[] Samples);
