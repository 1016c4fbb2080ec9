namespace EcgStream.Dashboard.Api;

/// <summary>Which samples of a beat made the models decide.</summary>
/// <param name="Verdict">What the models say.</param>
/// <param name="Attribution">float[140] by model: how much each sample counted.</param>
/// <param name="Reconstruction">float[140]: the autoencoder's idea of the beat.</param>
public sealed record BeatExplanation(BeatVerdict Verdict, IReadOnlyDictionary<string, float[]> Attribution, float[] Reconstruction);
