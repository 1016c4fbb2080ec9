using System.Globalization;
using EcgStream.Evaluation.Ec57;
using EcgStream.Inference.Evaluation;
using EcgStream.Signal.Beats;

namespace EcgStream.Evaluation.MitBih;

/// <summary>The report's tables, for a terminal and for docs/ecg.md alike. Sensitivity and predictivity in percent.</summary>
public static class MitBihTables
{
    private const int WorstRecords = 6;

    /// <summary>Writes all tables as text.</summary>
    public static void Write(MitBihReport report, TextWriter output)
    {
        output.WriteLine($"{MitBihReport.DataName}: {report.Records.Count} records ({report.Set.Name}), from 5:00 to the end, match within 150 ms; "
            + (report.ModelSet is null ? "detector only" : $"model set {report.ModelSet}"));
        foreach (var (title, table) in All(report))
        {
            output.WriteLine();
            output.WriteLine(title);
            table.WriteText(output);
        }
        output.WriteLine();
        output.WriteLine($"Worst records (missed, extra): {Worst(report)}");
    }

    /// <summary>Title and table of everything that the report holds.</summary>
    internal static IEnumerable<(string Title, FigureTable Table)> All(MitBihReport report)
    {
        yield return ("QRS detection", Detection(report));
        if (report.Noise.Count > 0) yield return ("QRS detection with noise", Noise(report));
        if (report.ModelSet is not null)
        {
            yield return ("Beat groups, gross", Classes(report));
            yield return ("S and V of each record, own detector", RecordClasses(report));
        }
        yield return ("QRS detection of each record", Records(report));
    }

    /// <summary>Detection of each set.</summary>
    internal static FigureTable Detection(MitBihReport report) => new(
        ["records", "beats", "Se gross", "+P gross", "Se average", "+P average", "missed", "extra"],
        [.. (report.Sets.Count > 0 ? report.Sets : [report.Set]).Select(set =>
        {
            var figures = report.Detection(set);
            var gross = figures.Gross;
            return (string[])[
                set.Name, Count(gross.Found + gross.Missed), Percent(gross.Sensitivity), Percent(gross.PositivePredictivity),
                Percent(figures.AverageSensitivity), Percent(figures.AveragePositivePredictivity), Count(gross.Missed), Count(gross.Extra)];
        })]);

    /// <summary>Detection of each record.</summary>
    internal static FigureTable Records(MitBihReport report) => new(
        ["record", "beats", "Se", "+P", "missed", "extra", "RR error, ms"],
        [.. report.Records.Select(result =>
        {
            var matrix = result.Own.Matrix;
            return (string[])[
                result.Record, Count(matrix.Found + matrix.Missed), Percent(matrix.Sensitivity), Percent(matrix.PositivePredictivity),
                Count(matrix.Missed), Count(matrix.Extra), double.IsNaN(result.Own.RrErrorRms) ? "–" : Text(result.Own.RrErrorRms, "F1")];
        })]);

    /// <summary>Detection with noise, and gqrs beside it where its figures are known.</summary>
    internal static FigureTable Noise(MitBihReport report) => new(
        ["record", "noise", "dB", "Se", "+P", "missed", "extra", "gqrs Se", "gqrs +P"],
        [.. report.Noise.Select(result =>
        {
            var matrix = result.Own.Matrix;
            var peer = result.Noise == "ma"
                ? PublishedEcgFigures.GqrsWithMuscleArtifact.FirstOrDefault(g => (g.Record, g.SnrDb) == (result.Record, result.SnrDb))
                : default;
            return (string[])[
                result.Record, result.Noise, Text(result.SnrDb, "0.##"), Percent(matrix.Sensitivity), Percent(matrix.PositivePredictivity),
                Count(matrix.Missed), Count(matrix.Extra),
                peer.Record is null ? "–" : Percent(peer.Se / 100), peer.Record is null ? "–" : Percent(peer.Ppv / 100)];
        })]);

    /// <summary>Groups of each half of the split, gross, by own detector and by the reference's R peaks.</summary>
    internal static FigureTable Classes(MitBihReport report) => new(
        ["records, R peaks", "accuracy", "N Se", "N +P", "S Se", "S +P", "V Se", "V +P", "F Se", "F +P", "S Se without 232", "S +P without 232"],
        [.. report.Sets.Where(set => set != RecordSet.All48).SelectMany(set => new[] { false, true }.Select(peaks =>
        {
            var gross = report.Classes(set, peaks)!.Gross;
            var without = report.Classes(set, peaks, without: "232")!.Gross;
            return (string[])[
                $"{set.Name}, {(peaks ? "reference" : "own detector")}", Text(gross.Accuracy, "F4"),
                .. new[] { AamiGroup.N, AamiGroup.S, AamiGroup.V, AamiGroup.F }.SelectMany(group => Both(gross, group)), .. Both(without, AamiGroup.S)];
        }))]);

    /// <summary>S and V of each record.</summary>
    internal static FigureTable RecordClasses(MitBihReport report) => new(
        ["record", "S beats", "S Se", "S +P", "V beats", "V Se", "V +P", "F beats", "F Se", "F +P"],
        [.. report.Records.Select(result =>
        {
            var matrix = result.Own.Matrix;
            return (string[])[
                result.Record,
                .. new[] { AamiGroup.S, AamiGroup.V, AamiGroup.F }.SelectMany(group => (string[])[Count(matrix.ReferenceCount(group)), .. Both(matrix, group)])];
        })]);

    /// <summary>Detectors of others.</summary>
    internal static FigureTable OtherDetectors() => new(
        ["detector, 48 records", "Se", "+P", "source"],
        [.. PublishedEcgFigures.Detectors.Select(d => (string[])[d.Name, Percent(d.Se / 100), Percent(d.Ppv / 100), d.Source])]);

    /// <summary>Classifiers of others.</summary>
    internal static FigureTable OtherClassifiers() => new(
        ["DS1 to DS2, reference R peaks", "accuracy", "V Se", "V +P", "S Se", "S +P"],
        [.. PublishedEcgFigures.Classifiers.Select(c => (string[])[
            c.Name, double.IsNaN(c.Accuracy) ? "–" : Text(c.Accuracy, "F3"), Published(c.VSe), Published(c.VPpv), Published(c.SSe), Published(c.SPpv)])]);

    /// <summary>The records with most errors, the worst first.</summary>
    internal static string Worst(MitBihReport report) => string.Join(", ", report.Records
        .OrderByDescending(result => result.Own.Matrix.Missed + result.Own.Matrix.Extra).Take(WorstRecords)
        .Select(result => $"{result.Record} ({result.Own.Matrix.Missed}, {result.Own.Matrix.Extra})"));

    /// <summary>A share in percent; a dash where it is undefined.</summary>
    internal static string Percent(double share) => double.IsNaN(share) ? "–" : Text(100 * share, "F2");

    private static string[] Both(BeatMatrix matrix, AamiGroup group) => [Percent(matrix.SensitivityOf(group)), Percent(matrix.PositivePredictivityOf(group))];

    private static string Published(double percent) => double.IsNaN(percent) ? "–" : Text(percent, "0.0");

    private static string Count(long count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
