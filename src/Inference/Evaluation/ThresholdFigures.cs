namespace EcgStream.Inference.Evaluation;

/// <summary>What a threshold of the autoencoder would have done on beats whose truth is known; abnormal is positive.</summary>
/// <param name="Beats">How many beats.</param>
/// <param name="TruePositives">Abnormal beats found.</param>
/// <param name="FalsePositives">Normal beats called abnormal.</param>
/// <param name="FalseNegatives">Abnormal beats missed.</param>
/// <param name="TrueNegatives">Normal beats left alone.</param>
/// <param name="Precision">Share of beats called abnormal that are; null when none was called so.</param>
/// <param name="Recall">Share of abnormal beats found; null when there is none.</param>
public sealed record ThresholdFigures(
    int Beats, int TruePositives, int FalsePositives, int FalseNegatives, int TrueNegatives, double? Precision, double? Recall);
