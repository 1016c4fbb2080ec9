namespace EcgStream.Inference.Evaluation;

/// <summary>One point of a ROC curve.</summary>
/// <param name="FalsePositiveRate">Share of normal beats above the threshold.</param>
/// <param name="TruePositiveRate">Share of abnormal beats above the threshold.</param>
/// <param name="Threshold">Score from which on a beat counts as abnormal.</param>
public readonly record struct RocPoint(double FalsePositiveRate, double TruePositiveRate, double Threshold);
