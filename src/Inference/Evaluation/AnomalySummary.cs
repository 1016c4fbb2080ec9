namespace EcgStream.Inference.Evaluation;

/// <summary>Normal-versus-abnormal figures of one model, at the threshold as shipped; abnormal is positive.</summary>
/// <param name="Name">autoencoder or combined.</param>
/// <param name="Accuracy">Share of right answers.</param>
/// <param name="Precision">Share of answers "abnormal" that are right.</param>
/// <param name="Recall">Share of abnormal beats found.</param>
/// <param name="F1">Harmonic mean of precision and recall.</param>
/// <param name="Auroc">Area under the ROC curve.</param>
/// <param name="Auprc">Average precision.</param>
/// <param name="Threshold">Score above which a beat counts as abnormal.</param>
/// <param name="Confusion">int[2][2], plain counts: normal and abnormal, true in rows.</param>
/// <param name="Roc">The ROC curve, at most 200 points.</param>
public sealed record AnomalySummary(
    string Name, double Accuracy, double Precision, double Recall, double F1, double Auroc, double Auprc, double Threshold,
    int[][] Confusion, IReadOnlyList<RocPoint> Roc)
{
    internal static AnomalySummary Of(AnomalyFigures found) => new(
        found.Name, found.Accuracy, found.Precision, found.Recall, found.F1, found.Auroc, found.Auprc, found.Threshold,
        found.Confusion, found.Roc);
}
