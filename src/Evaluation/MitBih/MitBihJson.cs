using System.Text.Json;
using System.Text.Json.Serialization;
using EcgStream.Evaluation.Ec57;
using EcgStream.Signal.Beats;

namespace EcgStream.Evaluation.MitBih;

/// <summary>The file of `ecgstream evaluate --json` for MIT-BIH: percentages as fractions, null where undefined or not evaluated.</summary>
public static partial class MitBihJson
{
    /// <summary>The report as one JSON object.</summary>
    public static string Write(MitBihReport report) => JsonSerializer.Serialize(
        new Shape(
            new(MitBihReport.DataName, report.Records.Count, report.Sha256),
            report.ModelSet,
            new(
                Counts(report, RecordSet.All48), Counts(report, RecordSet.All44), Counts(report, RecordSet.Ds1), Counts(report, RecordSet.Ds2),
                [.. report.Records.Select(r => new RecordShape(r.Record, Of(r.Own.Matrix.Sensitivity), Of(r.Own.Matrix.PositivePredictivity)))]),
            [.. report.Noise.Select(n => new NoiseShape(n.Record, n.Noise, n.SnrDb, Of(n.Own.Matrix.Sensitivity), Of(n.Own.Matrix.PositivePredictivity)))],
            report.ModelSet is null ? null : new(Sets(report, referencePeaks: false), Sets(report, referencePeaks: true))),
        Context.Default.Shape) + "\n";

    private static CountShape? Counts(MitBihReport report, RecordSet set)
    {
        if (!report.Set.Holds(set)) return null;
        var gross = report.Detection(set).Gross;
        return new(Of(gross.Sensitivity), Of(gross.PositivePredictivity), gross.Found, gross.Missed, gross.Extra);
    }

    private static SetsShape Sets(MitBihReport report, bool referencePeaks) =>
        new(Classes(report, RecordSet.Ds1, referencePeaks), Classes(report, RecordSet.Ds2, referencePeaks));

    private static ClassesShape? Classes(MitBihReport report, RecordSet set, bool referencePeaks)
    {
        if (!report.Set.Holds(set)) return null;
        var gross = report.Classes(set, referencePeaks)!.Gross;
        return new(
            Of(gross.Accuracy), Group(gross, AamiGroup.N), Group(gross, AamiGroup.S), Group(gross, AamiGroup.V), Group(gross, AamiGroup.F),
            Group(report.Classes(set, referencePeaks, without: "232")!.Gross, AamiGroup.S));
    }

    private static GroupShape Group(BeatMatrix matrix, AamiGroup group) =>
        new(Of(matrix.SensitivityOf(group)), Of(matrix.PositivePredictivityOf(group)));

    private static double? Of(double figure) => double.IsNaN(figure) ? null : figure;

    internal sealed record Shape(DataShape Data, string? ModelSet, DetectionShape Detection, NoiseShape[] Noise, PeaksShape? Classes);

    internal sealed record DataShape(string Name, int Records, string Sha256);

    internal sealed record DetectionShape(CountShape? All48, CountShape? All44, CountShape? Ds1, CountShape? Ds2, RecordShape[] Records);

    internal sealed record CountShape(double? Se, double? Ppv, long Tp, long Fn, long Fp);

    internal sealed record RecordShape(string Record, double? Se, double? Ppv);

    internal sealed record NoiseShape(string Record, string Noise, double SnrDb, double? Se, double? Ppv);

    internal sealed record PeaksShape(SetsShape OwnDetector, SetsShape ReferencePeaks);

    internal sealed record SetsShape(ClassesShape? Ds1, ClassesShape? Ds2);

    internal sealed record ClassesShape(
        double? Accuracy, GroupShape N, GroupShape S, GroupShape V, GroupShape F, [property: JsonPropertyName("sWithout232")] GroupShape SWithout232);

    internal sealed record GroupShape(double? Se, double? Ppv);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
    [JsonSerializable(typeof(Shape))]
    internal sealed partial class Context : JsonSerializerContext;
}
