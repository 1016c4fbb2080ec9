namespace EcgStream.Dashboard.Api;

/// <summary>Five-class figures of one model; the confusion matrix has true classes in rows.</summary>
public sealed record ClassifierSummary(
    string Name, double Accuracy, double PrecisionMacro, double RecallMacro, double F1Macro, double F1Weighted, double Ece, int[][] Confusion,
    IReadOnlyList<ReliabilityBin> Reliability);
