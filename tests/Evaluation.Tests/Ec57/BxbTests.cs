using System.Text.RegularExpressions;
using EcgStream.Evaluation.Ec57;
using EcgStream.Signal.Formats.Wfdb;

namespace EcgStream.Evaluation.Tests.Ec57;

/// <summary>
/// Holds the comparison to the output of WFDB's bxb on all 48 records of MIT-BIH: the reference annotations against a copy
/// whose beats are moved, dropped, added and relabelled.
/// </summary>
public sealed partial class BxbTests
{
    private static readonly string Folder = WfdbFolder.Find("mitdb", root: AppContext.BaseDirectory);

    public static TheoryData<string> Records => [.. WfdbFolder.RecordsIn(Folder)];

    [Fact]
    public void Records_OfMitBih_Are48() => Assert.Equal(48, WfdbFolder.RecordsIn(Folder).Count);

    [Theory]
    [MemberData(nameof(Records))]
    public void Of_Record_GivesTheLinesOfBxb(string record)
    {
        var comparison = Compare(record);
        Assert.Equal(Words(LineOf("bxb-line.txt", record)), Words(BxbReport.Line(record, comparison)));
        Assert.Equal(Words(LineOf("bxb-shutdown.txt", record)), Words(BxbReport.Shutdown(record, comparison)));
    }

    [Theory]
    [MemberData(nameof(Records))]
    public void Of_Record_GivesTheMatrixOfBxb(string record)
    {
        var parts = Reference("bxb-standard.txt").Split("Beat-by-beat comparison results for record ");
        var stated = parts.Single(part => part.StartsWith(record + "\n", StringComparison.Ordinal));
        stated = stated[stated.IndexOf("        n ", StringComparison.Ordinal)..].Replace("____________________________________", "");
        Assert.Equal(Words(stated), Words(BxbReport.Standard(Compare(record))));
    }

    private static BeatComparison Compare(string record)
    {
        var header = WfdbHeader.Read(Path.Combine(Folder, record));
        var reference = BeatTrack.Read(header, "atr", BeatGrouping.Bxb);
        var test = BeatTrack.From(
            // 113.tst has a beat 4 samples behind the end of the record: the length is not checked here.
            WfdbAnnotations.Read(Path.Combine(Folder, "reference", record + ".tst")), BeatGrouping.Bxb, header.SampleCount);
        return BeatComparison.Of(reference, test, header.SampleRateHz, header.SampleCount);
    }

    private static string LineOf(string file, string record) =>
        Reference(file).Split('\n').Single(line => line.TrimStart().StartsWith(record + " ", StringComparison.Ordinal));

    private static string Reference(string file) => File.ReadAllText(Path.Combine(Folder, "reference", file)).ReplaceLineEndings("\n");

    // Columns that run into each other differ in spaces only.
    private static string Words(string text) => Spaces().Replace(text, " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
