namespace EcgStream.Dashboard.Api;

/// <summary>One point of a ROC curve.</summary>
public readonly record struct RocPoint(double FalsePositiveRate, double TruePositiveRate, double Threshold);
