using EcgStream.Inference.Evaluation;

namespace EcgStream.Gateway.Models;

/// <summary>The autoencoder's threshold, and what it would have done on beats whose truth is known.</summary>
/// <param name="Threshold">Error above which a beat is anomalous, z-score units.</param>
/// <param name="Shipped">The set's own threshold.</param>
/// <param name="Version">Version that verdicts carry with it; live patients' do within a second of a change.</param>
/// <param name="Train">On the TRAIN beats, which the autoencoder was fitted on; null without figures.</param>
/// <param name="Test">On the TEST beats; null without figures.</param>
public sealed record ThresholdAnswer(float Threshold, float Shipped, string Version, ThresholdFigures? Train, ThresholdFigures? Test);
