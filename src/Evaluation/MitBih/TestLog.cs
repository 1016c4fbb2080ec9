using System.Globalization;
using EcgStream.Signal.Beats;

namespace EcgStream.Evaluation.MitBih;

/// <summary>The log of looks at DS2: a table at the end of training/test-log.md.</summary>
public static class TestLog
{
    /// <summary>Heading of the table.</summary>
    public const string Heading = "## MIT-BIH: looks at DS2";

    private const string Columns = """
        | date | commit | models | records | QRS Se, +P of DS2 | accuracy own / reference peaks | V Se, +P own | S Se, +P own | F Se, +P own | why |
        |---|---|---|---|---|---|---|---|---|---|
        """;

    /// <summary>The file of a repository, from a folder upwards; null outside of one.</summary>
    public static string? Find(string folder)
    {
        for (var at = Path.GetFullPath(folder); at is not null; at = Path.GetDirectoryName(at))
            if (File.Exists(Path.Combine(at, "EcgStream.sln")) && Path.Combine(at, "training", "test-log.md") is var log && File.Exists(log))
                return log;
        return null;
    }

    /// <summary>The row for a look, in the form of the table. Undefined and absent figures are dashes.</summary>
    /// <param name="report">It holds all of DS2.</param>
    /// <param name="date">Day of the look.</param>
    /// <param name="commit">Short hash, or "unknown".</param>
    /// <param name="why">Why the look was taken, in one line.</param>
    public static string Row(MitBihReport report, DateOnly date, string commit, string why)
    {
        var detection = report.Detection(RecordSet.Ds2).Gross;
        var own = report.Classes(RecordSet.Ds2, referencePeaks: false)?.Gross;
        var reference = report.Classes(RecordSet.Ds2, referencePeaks: true)?.Gross;
        string Group(AamiGroup group) => own is null ? "–" : $"{Share(own.SensitivityOf(group))}, {Share(own.PositivePredictivityOf(group))}";
        string[] cells =
        [
            date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), commit, report.ModelSet ?? "detector only", report.Set.Name,
            $"{Share(detection.Sensitivity)}, {Share(detection.PositivePredictivity)}",
            own is null ? "–" : $"{Share(own.Accuracy)} / {Share(reference!.Accuracy)}",
            Group(AamiGroup.V), Group(AamiGroup.S), Group(AamiGroup.F), why.ReplaceLineEndings(" ").Replace('|', '/'),
        ];
        return $"| {string.Join(" | ", cells)} |";
    }

    /// <summary>Appends a row, and the table's head before the first.</summary>
    public static void Append(string file, string row)
    {
        var text = File.ReadAllText(file).TrimEnd('\n');
        if (!text.Contains(Heading, StringComparison.Ordinal))
            text += $"\n\n{Heading}\n\nWritten by `./ecgstream evaluate --records ds2`, `44` or `48`. Only these look at DS2.\n\n{Columns}";
        File.WriteAllText(file, $"{text}\n{row}\n");
    }

    private static string Share(double share) => double.IsNaN(share) ? "–" : share.ToString("F4", CultureInfo.InvariantCulture).TrimStart('0');
}
