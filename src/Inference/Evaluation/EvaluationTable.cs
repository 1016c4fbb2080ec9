namespace EcgStream.Inference.Evaluation;

/// <summary>The report for a terminal.</summary>
public static class EvaluationTable
{
    /// <summary>Writes everything: figures, classes with their confusion, and what others report.</summary>
    public static void Write(EvaluationReport report, TextWriter output)
    {
        output.WriteLine($"{report.DataName}: {report.TestBeats} beats; model set {report.ModelSet}, fitted on {report.TrainBeats} other beats");
        output.WriteLine(report.Reweighted
            ? $"Five classes: the {report.KnownBeats} beats of known class, each class weighted to its official count. Normal or not: all beats."
            : "All figures are plain: the split is complete.");
        FigureTable[] tables =
        [
            FigureTables.FiveClasses(report), FigureTables.NormalOrNot(report),
            .. report.Models.Select(FigureTables.Classes), FigureTables.Others(report), FigureTables.Leaky(),
        ];
        foreach (var table in tables)
        {
            output.WriteLine();
            table.WriteText(output);
        }
    }
}
