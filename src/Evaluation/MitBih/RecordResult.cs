using EcgStream.Evaluation.Ec57;

namespace EcgStream.Evaluation.MitBih;

/// <summary>One record.</summary>
/// <param name="Record">Its name.</param>
/// <param name="Own">Beats found by the detector and, where there are models, named by them.</param>
/// <param name="ReferencePeaks">The reference's R peaks named by the models; null without models.</param>
public sealed record RecordResult(string Record, BeatComparison Own, BeatComparison? ReferencePeaks);

/// <summary>One record with noise.</summary>
/// <param name="Record">Its name.</param>
/// <param name="Noise">Name of the noise record.</param>
/// <param name="SnrDb">Signal-to-noise ratio while there is noise, in dB.</param>
/// <param name="Own">Beats found by the detector.</param>
public sealed record NoiseResult(string Record, string Noise, double SnrDb, BeatComparison Own);
