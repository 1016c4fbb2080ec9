using System.Text.Json;
using System.Text.Json.Serialization;

namespace EcgStream.Inference.Evaluation;

/// <summary>The file of `ecgstream evaluate --json`: names as documented, figures unrounded.</summary>
public static partial class EvaluationJson
{
    /// <summary>The report as one JSON object.</summary>
    public static string Write(EvaluationReport report)
    {
        var shape = new Shape(
            new(report.DataName, report.TrainBeats, report.TestBeats, report.Reweighted, report.Sha256),
            [.. report.Models.Select(m => new ModelShape(m.Name, m.Accuracy, m.PrecisionMacro, m.RecallMacro, m.F1Macro, m.F1Weighted, m.Confusion, m.Ece, m.Bytes))],
            [.. report.Anomaly.Select(a => new AnomalyShape(a.Name, a.Accuracy, a.Precision, a.Recall, a.F1, a.Auroc, a.Auprc, a.Threshold))]);
        return JsonSerializer.Serialize(shape, Context.Default.Shape) + "\n";
    }

    internal sealed record Shape(DataShape Data, ModelShape[] Models, AnomalyShape[] Anomaly);

    internal sealed record DataShape(string Name, int TrainBeats, int TestBeats, bool Reweighted, string Sha256);

    internal sealed record ModelShape(
        string Name, double Accuracy, double PrecisionMacro, double RecallMacro, double F1Macro, double F1Weighted,
        int[][] Confusion, double Ece, long Bytes);

    internal sealed record AnomalyShape(
        string Name, double Accuracy, double Precision, double Recall, double F1, double Auroc, double Auprc, double Threshold);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
    [JsonSerializable(typeof(Shape))]
    internal sealed partial class Context : JsonSerializerContext;
}
