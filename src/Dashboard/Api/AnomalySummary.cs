namespace EcgStream.Dashboard.Api;

/// <summary>Normal-versus-abnormal figures of one model with its ROC curve.</summary>
public sealed record AnomalySummary(
    string Name, double Accuracy, double Precision, double Recall, double F1, double Auroc, double Auprc, double Threshold,
    int[][] Confusion, IReadOnlyList<RocPoint> Roc);
