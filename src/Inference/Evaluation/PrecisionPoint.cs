namespace EcgStream.Inference.Evaluation;

/// <summary>One point of a precision-recall curve.</summary>
/// <param name="Recall">Share of abnormal beats above the threshold.</param>
/// <param name="Precision">Share of beats above the threshold that are abnormal.</param>
/// <param name="Threshold">Score from which on a beat counts as abnormal.</param>
public readonly record struct PrecisionPoint(double Recall, double Precision, double Threshold);
