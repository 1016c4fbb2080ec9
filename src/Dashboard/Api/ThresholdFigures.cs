namespace EcgStream.Dashboard.Api;

/// <summary>Normal or not at a threshold; abnormal is positive.</summary>
public sealed record ThresholdFigures(
    int Beats, int TruePositives, int FalsePositives, int FalseNegatives, int TrueNegatives, double? Precision = null, double? Recall = null);
