using System.Globalization;
using System.Text;
using EcgStream.Inference.Models;
using EcgStream.Signal.Beats;

namespace EcgStream.Inference.Evaluation;

/// <summary>Writes docs/models.md from a report, so that no figure in it is typed by hand.</summary>
public static class ModelsPage
{
    /// <summary>The page, Markdown.</summary>
    /// <param name="manifest">Manifest of the set that the report is of.</param>
    public static string Write(EvaluationReport report, ModelManifest manifest)
    {
        var page = new StringBuilder();
        page.Append(Text($"""
            # Models

            Written by `./ecgstream evaluate --docs docs/models.md`; do not edit. Research and simulation; not for clinical use.

            Model set {report.ModelSet}, fitted on {report.TrainBeats} beats, evaluated on {report.DataName}: {report.TestBeats} beats (SHA-256 {report.Sha256}).
            {(report.Reweighted
                ? $"The data at hand are not the complete split: five-class figures rest on the {report.KnownBeats} beats whose class is known, each class weighted to its official count (sum over classes of recall × count / total for accuracy, and the like); normal-or-not figures use all beats as they are."
                : "The split is complete: all figures are plain.")}
            All beats come from one patient, so nothing here says how the models do on others.

            ## Five classes

            | model | parameters | bytes | accuracy (95 %) | precision macro | recall macro | F1 macro (95 %) | F1 weighted | ECE |
            |---|--:|--:|--:|--:|--:|--:|--:|--:|

            """));
        foreach (var m in report.Models)
        {
            var parameters = m.Name == "combined" ? manifest.Models.Sum(x => x.Parameters) : manifest.Model(m.Name).Parameters;
            page.Append(Text($"| {m.Name} | {parameters} | {m.Bytes} | {m.Accuracy:0.0000} ({Text(m.AccuracyInterval)}) | {m.PrecisionMacro:0.000} | {m.RecallMacro:0.000} | {m.F1Macro:0.000} ({Text(m.F1MacroInterval)}) | {m.F1Weighted:0.000} | {m.Ece:0.0000} |\n"));
        }
        page.Append("\n`combined` is what verdicts say. Intervals are bootstrapped (1,000 draws within each class, fixed seed).\n");

        page.Append("\n## Normal or not\n\n| model | accuracy (95 %) | precision | recall | F1 (95 %) | AUROC | AUPRC | threshold |\n|---|--:|--:|--:|--:|--:|--:|--:|\n");
        foreach (var a in report.Anomaly)
            page.Append(Text($"| {a.Name} | {a.Accuracy:0.0000} ({Text(a.AccuracyInterval)}) | {a.Precision:0.000} | {a.Recall:0.000} | {a.F1:0.000} ({Text(a.F1Interval)}) | {a.Auroc:0.0000} | {a.Auprc:0.0000} | {a.Threshold:0.0000} |\n"));

        page.Append("\n## Each class\n\nSensitivity and positive predictivity with 95 % Wilson intervals; then the confusion matrix, plain counts.\n");
        foreach (var m in report.Models) AppendClasses(page, m);
        AppendOthers(page, report);
        return page.ToString();
    }

    private static void AppendClasses(StringBuilder page, ClassifierFigures model)
    {
        page.Append(Text($"\n### {model.Name}\n\n| true class | beats | sensitivity | positive predictivity | F1 | {string.Join(" | ", BeatClassNames.All.Select(c => $"→ {c.Name()}"))} |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n"));
        foreach (var (c, row) in model.Classes.Zip(model.Confusion))
            page.Append(Text($"| {c.Class.Name()} | {c.Beats} | {c.Sensitivity:0.000} ({Text(c.SensitivityInterval)}) | {c.PositivePredictivity:0.000} ({Text(c.PositivePredictivityInterval)}) | {c.F1:0.000} | {string.Join(" | ", row)} |\n"));
    }

    private static void AppendOthers(StringBuilder page, EvaluationReport report)
    {
        page.Append("\n## Beside others\n\nAccuracy, five classes, official split:\n\n| method | accuracy |\n|---|--:|\n");
        var rows = PublishedFigures.FiveClasses.Select(p => (Name: p.Method, p.Accuracy))
            .Concat(report.Models.Select(m => (Name: $"**{m.Name}** (this project)", m.Accuracy)));
        foreach (var (name, accuracy) in rows.OrderByDescending(r => r.Accuracy))
            page.Append(Text($"| {name} | {accuracy:0.0000} |\n"));

        page.Append("\nAn earlier system with the same four kinds of model merged TRAIN and TEST and oversampled before it split, so test beats leaked into training; its figures are not comparable and stand here for the record:\n\n| model | accuracy | F1, or precision and recall |\n|---|--:|--:|\n");
        foreach (var (model, accuracy, f1) in PublishedFigures.LeakyFiveClasses)
            page.Append(Text($"| {model} | {accuracy:0.000#} | {(f1 is { } value ? Text($"F1 {value:0.000}") : "–")} |\n"));
        var (ae, precision, recall) = PublishedFigures.LeakyAutoencoder;
        page.Append(Text($"| autoencoder (normal or not) | {ae:0.000} | {precision:0.000} and {recall:0.000} |\n"));
    }

    private static string Text(Interval interval) => Text($"{interval.Low:0.000}–{interval.High:0.000}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
