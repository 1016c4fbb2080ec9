using System.Globalization;
using EcgStream.Signal.Beats;

namespace EcgStream.Inference.Evaluation;

/// <summary>The report for a terminal.</summary>
public static class EvaluationTable
{
    /// <summary>Writes everything: figures, classes, confusion, and what others report.</summary>
    public static void Write(EvaluationReport report, TextWriter output)
    {
        output.WriteLine(Line($"{report.DataName}: {report.TestBeats} beats, model set {report.ModelSet} (fitted on {report.TrainBeats} other beats)"));
        output.WriteLine(report.Reweighted
            ? Line($"Five classes on the {report.KnownBeats} beats of known class, each class weighted to its official count; normal or not on all.")
            : "Five classes and normal or not on all beats.");
        output.WriteLine();
        output.WriteLine("five classes    accuracy  [95 % interval]    precision  recall  F1 macro  [95 % interval]    F1 weighted    ECE      bytes");
        foreach (var m in report.Models)
            output.WriteLine(Line($"{m.Name,-14}  {m.Accuracy,8:0.0000}  {Text(m.AccuracyInterval)}  {m.PrecisionMacro,9:0.0000}  {m.RecallMacro:0.0000}  {m.F1Macro,8:0.0000}  {Text(m.F1MacroInterval)}  {m.F1Weighted,11:0.0000}  {m.Ece:0.0000}  {m.Bytes,7}"));
        output.WriteLine();
        output.WriteLine("normal or not   accuracy  [95 % interval]    precision  recall  F1      [95 % interval]    AUROC   AUPRC   threshold");
        foreach (var a in report.Anomaly)
            output.WriteLine(Line($"{a.Name,-14}  {a.Accuracy,8:0.0000}  {Text(a.AccuracyInterval)}  {a.Precision,9:0.0000}  {a.Recall:0.0000}  {a.F1:0.0000}  {Text(a.F1Interval)}  {a.Auroc:0.0000}  {a.Auprc:0.0000}  {a.Threshold,9:0.0000}"));
        foreach (var m in report.Models) WriteClasses(m, output);
        WriteOthers(output);
    }

    private static void WriteClasses(ClassifierFigures model, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine(Line($"{model.Name,-12} beats  sensitivity [95 % interval]    pos. predictivity [95 % interval]  answered: {string.Join("  ", BeatClassNames.All.Select(c => c.Name()))}"));
        foreach (var (c, row) in model.Classes.Zip(model.Confusion))
            output.WriteLine(Line($"  {c.Class.Name(),-10} {c.Beats,5}  {c.Sensitivity,11:0.000} {Text(c.SensitivityInterval)}  {c.PositivePredictivity,16:0.000} {Text(c.PositivePredictivityInterval)}           {string.Join("  ", row.Zip(BeatClassNames.All, (n, k) => n.ToString(CultureInfo.InvariantCulture).PadLeft(k.Name().Length)))}"));
    }

    private static void WriteOthers(TextWriter output)
    {
        output.WriteLine();
        output.WriteLine(Line($"Published accuracy on the same split: {string.Join(", ", PublishedFigures.FiveClasses.Select(p => Line($"{p.Method} {p.Accuracy:0.000#}")))}"));
        var (accuracy, precision, recall) = PublishedFigures.LeakyAutoencoder;
        output.WriteLine(Line($"An earlier system, tested on beats that leaked into training: {string.Join(", ", PublishedFigures.LeakyFiveClasses.Select(p => Line($"{p.Model} {p.Accuracy:0.000#}")))}, autoencoder {accuracy:0.000} (precision {precision:0.000}, recall {recall:0.000})"));
    }

    private static string Text(Interval interval) => Line($"[{interval.Low:0.0000}, {interval.High:0.0000}]");

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
