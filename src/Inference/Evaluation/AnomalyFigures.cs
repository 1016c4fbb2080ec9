namespace EcgStream.Inference.Evaluation;

/// <summary>Normal-versus-abnormal figures of one model over all beats, unweighted; abnormal is positive.</summary>
/// <param name="Name">autoencoder or combined.</param>
/// <param name="Accuracy">Share of right answers.</param>
/// <param name="AccuracyInterval">95 % bootstrap interval.</param>
/// <param name="Precision">Share of answers "abnormal" that are right.</param>
/// <param name="PrecisionInterval">95 % Wilson interval.</param>
/// <param name="Recall">Share of abnormal beats found.</param>
/// <param name="RecallInterval">95 % Wilson interval.</param>
/// <param name="F1">Harmonic mean of precision and recall.</param>
/// <param name="F1Interval">95 % bootstrap interval.</param>
/// <param name="Auroc">Area under the ROC curve.</param>
/// <param name="Auprc">Average precision.</param>
/// <param name="Threshold">Score above which a beat counts as abnormal.</param>
/// <param name="Confusion">int[2][2], plain counts: normal and abnormal, true in rows.</param>
/// <param name="Roc">The ROC curve.</param>
/// <param name="PrecisionRecall">The precision-recall curve.</param>
public sealed record AnomalyFigures(
    string Name, double Accuracy, Interval AccuracyInterval, double Precision, Interval PrecisionInterval, double Recall,
    Interval RecallInterval, double F1, Interval F1Interval, double Auroc, double Auprc, double Threshold, int[][] Confusion,
    IReadOnlyList<RocPoint> Roc, IReadOnlyList<PrecisionPoint> PrecisionRecall);
