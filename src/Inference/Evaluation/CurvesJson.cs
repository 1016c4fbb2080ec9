using System.Text.Json;
using System.Text.Json.Serialization;
using EcgStream.Signal.Beats;

namespace EcgStream.Inference.Evaluation;

/// <summary>
/// The file of `ecgstream evaluate --curves`: what training/plots.py draws. Apart from <see cref="EvaluationJson"/>, whose
/// names are agreed.
/// </summary>
public static partial class CurvesJson
{
    /// <summary>The curves of a report as one JSON object.</summary>
    public static string Write(EvaluationReport report)
    {
        var shape = new Shape(
            report.ModelSet, report.DataName, report.TestBeats, report.KnownBeats, report.Reweighted,
            [.. BeatClassNames.All.Select(c => c.Name())],
            [.. report.Models.Select(m => new ModelShape(m.Name, m.Accuracy, m.Ece, m.Confusion, m.Reliability))],
            [.. report.Anomaly.Select(a => new AnomalyShape(
                a.Name, a.Auroc, a.Auprc, a.Threshold, a.Confusion, a.Roc, a.PrecisionRecall))]);
        return JsonSerializer.Serialize(shape, CurvesContext.Default.Shape) + "\n";
    }

    internal sealed record Shape(
        string ModelSet, string Data, int Beats, int KnownBeats, bool Reweighted, string[] Labels, ModelShape[] Models, AnomalyShape[] Anomaly);

    internal sealed record ModelShape(
        string Name, double Accuracy, double Ece, int[][] Confusion, IReadOnlyList<ReliabilityBin> Reliability);

    internal sealed record AnomalyShape(
        string Name, double Auroc, double Auprc, double Threshold, int[][] Confusion, IReadOnlyList<RocPoint> Roc,
        IReadOnlyList<PrecisionPoint> PrecisionRecall);

    // Not "Context": the generator names its files by the short name, which EvaluationJson has taken.
    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(Shape))]
    internal sealed partial class CurvesContext : JsonSerializerContext;
}
