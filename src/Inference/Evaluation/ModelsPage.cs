using System.Text;
using EcgStream.Inference.ModelSets;

namespace EcgStream.Inference.Evaluation;

/// <summary>Writes docs/models.md from a report, so that no figure in it is typed by hand.</summary>
public static class ModelsPage
{
    /// <summary>The page, Markdown.</summary>
    /// <param name="manifest">Manifest of the set that the report is of.</param>
    public static string Write(EvaluationReport report, ModelManifest manifest)
    {
        var page = new StringBuilder();
        page.Append($"""
            # Models

            Written by `./ecgstream evaluate`; do not edit. Research and simulation; not for clinical use.

            Model set {report.ModelSet}, fitted on {report.TrainBeats} beats with seed {manifest.Seed}, evaluated on {report.DataName}: {report.TestBeats} beats (SHA-256 of samples and classes {report.Sha256}).
            {Weighting(report)}
            All beats come from one patient, so nothing here says how the models do on others.
            Intervals of accuracy and F1 are bootstrapped (1,000 draws within each class, fixed seed), the others are Wilson's.

            Parameters: {string.Join(", ", manifest.Models.Select(m => $"{m.Name} {m.Parameters}"))}. `combined` is what verdicts say.

            """);
        Append(page, "## Five classes", FigureTables.FiveClasses(report));
        page.Append("""

            ![Reliability: stated probability against the share of right answers, of the class models and combined](models/reliability.svg)

            ![Confusion matrices of the class models and combined, true classes in rows](models/confusion.svg)

            """);
        Append(page, "## Normal or not", FigureTables.NormalOrNot(report));
        page.Append("""

            ![ROC curves of autoencoder and combined abnormality](models/roc.svg)

            ![Precision-recall curves of autoencoder and combined abnormality](models/pr.svg)

            Drawn from `evaluate --curves` by `training/plots.py`.

            """);
        page.Append("\n## Each class\n\nTrue classes in rows; the last five columns count the answers.\n");
        foreach (var model in report.Models) Append(page, $"### {model.Name}", FigureTables.Classes(model));
        Append(page, "## Beside others", FigureTables.Others(report));
        page.Append("""

            An earlier system with the same four kinds of model merged TRAIN and TEST and oversampled before it split, so that
            test beats leaked into training. Its figures cannot be compared; they stand here for the record.

            """);
        page.Append('\n');
        FigureTables.Leaky().AppendMarkdown(page);
        return page.ToString();
    }

    private static void Append(StringBuilder page, string heading, FigureTable table)
    {
        page.Append($"\n{heading}\n\n");
        table.AppendMarkdown(page);
    }

    private static string Weighting(EvaluationReport report) => report.Reweighted
        ? $"""
            The data at hand are not the complete split: five-class figures rest on the {report.KnownBeats} beats whose class is known, each
            class weighted to its official count (accuracy is the sum over classes of recall × count / total); normal-or-not figures use all beats as they are.
            """
        : "The split is complete: all figures are plain.";
}
