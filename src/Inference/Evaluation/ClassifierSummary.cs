namespace EcgStream.Inference.Evaluation;

/// <summary>Five-class figures of one model, weighted to the official class counts where the split is not complete.</summary>
/// <param name="Name">dnn, lstm, cnn or combined.</param>
/// <param name="Accuracy">Share of right answers.</param>
/// <param name="PrecisionMacro">Unweighted mean of the classes' precision.</param>
/// <param name="RecallMacro">Unweighted mean of the classes' recall.</param>
/// <param name="F1Macro">Unweighted mean of the classes' F1.</param>
/// <param name="F1Weighted">Mean of the classes' F1 by their share of beats.</param>
/// <param name="Ece">Expected calibration error, 15 bins.</param>
/// <param name="Confusion">int[5][5], plain counts: true class in rows, answer in columns, classes 1…5.</param>
/// <param name="Reliability">Stated probability against the share of right answers: the bins of the calibration error.</param>
public sealed record ClassifierSummary(
    string Name, double Accuracy, double PrecisionMacro, double RecallMacro, double F1Macro, double F1Weighted, double Ece, int[][] Confusion,
    IReadOnlyList<ReliabilityBin> Reliability)
{
    internal static ClassifierSummary Of(ClassifierFigures found) => new(
        found.Name, found.Accuracy, found.PrecisionMacro, found.RecallMacro, found.F1Macro, found.F1Weighted, found.Ece, found.Confusion,
        found.Reliability);
}
