namespace EcgStream.Dashboard.Api;

/// <summary>A threshold of the autoencoder and what it does.</summary>
/// <param name="Threshold">Z-score units.</param>
/// <param name="Shipped">The model set's own.</param>
/// <param name="Train">On the TRAIN beats, or null.</param>
/// <param name="Test">On the TEST beats, or null.</param>
public sealed record ThresholdAnswer(double Threshold, double Shipped, ThresholdFigures? Train = null, ThresholdFigures? Test = null);
