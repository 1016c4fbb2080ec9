using System.Globalization;
using EcgStream.Signal.Beats;

namespace EcgStream.Inference.Evaluation;

/// <summary>The tables of a report.</summary>
internal static class FigureTables
{
    public static FigureTable FiveClasses(EvaluationReport report) => new(
        ["five classes", "accuracy (95 %)", "precision macro", "recall macro", "F1 macro (95 %)", "F1 weighted", "ECE", "bytes"],
        [.. report.Models.Select(m => new[]
        {
            m.Name, With(m.Accuracy, m.AccuracyInterval), Three(m.PrecisionMacro), Three(m.RecallMacro),
            With(m.F1Macro, m.F1MacroInterval), Three(m.F1Weighted), Four(m.Ece), m.Bytes.ToString(CultureInfo.InvariantCulture),
        })]);

    public static FigureTable NormalOrNot(EvaluationReport report) => new(
        ["normal or not", "accuracy (95 %)", "precision (95 %)", "recall (95 %)", "F1 (95 %)", "AUROC", "AUPRC", "threshold"],
        [.. report.Anomaly.Select(a => new[]
        {
            a.Name, With(a.Accuracy, a.AccuracyInterval), With(a.Precision, a.PrecisionInterval), With(a.Recall, a.RecallInterval),
            With(a.F1, a.F1Interval), Four(a.Auroc), Four(a.Auprc), Four(a.Threshold),
        })]);

    public static FigureTable Classes(ClassifierFigures model) => new(
        [model.Name, "beats", "sensitivity (95 %)", "pos. predictivity (95 %)", "F1", .. BeatClassNames.All.Select(c => "→ " + c.Name())],
        [.. model.Classes.Zip(model.Confusion, (c, row) => (string[])
        [
            c.Class.Name(), Whole(c.Beats), With(c.Sensitivity, c.SensitivityInterval),
            With(c.PositivePredictivity, c.PositivePredictivityInterval), Three(c.F1), .. row.Select(Whole),
        ])]);

    /// <summary>Ours among the published ones, best first.</summary>
    public static FigureTable Others(EvaluationReport report) => new(
        ["five classes, official split", "accuracy"],
        [.. PublishedFigures.FiveClasses.Select(p => (Name: p.Method, p.Accuracy))
            .Concat(report.Models.Select(m => (Name: m.Name + " (this project)", m.Accuracy)))
            .OrderByDescending(r => r.Accuracy)
            .Select(r => new[] { r.Name, Four(r.Accuracy) })]);

    public static FigureTable Leaky()
    {
        var (accuracy, precision, recall) = PublishedFigures.LeakyAutoencoder;
        return new(["tested on beats that leaked", "accuracy", "F1", "precision", "recall"],
            [.. PublishedFigures.LeakyFiveClasses.Select(p => new[] { p.Model, Four(p.Accuracy), p.F1 is { } f1 ? Three(f1) : "–", "–", "–" }),
                ["autoencoder (normal or not)", Four(accuracy), "–", Three(precision), Three(recall)]]);
    }

    private static string With(double value, Interval interval) => $"{Four(value)} ({Three(interval.Low)}–{Three(interval.High)})";

    private static string Three(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Four(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);

    private static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);
}
