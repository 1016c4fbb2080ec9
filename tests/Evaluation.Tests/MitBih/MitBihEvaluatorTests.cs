using System.Text.Json;
using EcgStream.Evaluation.MitBih;
using EcgStream.Signal.Beats;
using EcgStream.Signal.Formats;
using EcgStream.Signal.Formats.Wfdb;

namespace EcgStream.Evaluation.Tests.MitBih;

public sealed class MitBihEvaluatorTests : IDisposable
{
    private const int RateHz = MadeRecord.RateHz;
    private readonly MadeRecord _made = new();

    public MitBihEvaluatorTests()
    {
        // Every tenth beat is V, every twentieth + 5 is S.
        foreach (var record in RecordSet.All48.Records)
            _made.Write(record, 400, i => i % RateHz == 50 ? 500 : i % 7, [.. Enumerable.Range(0, 400).Select(Beat)]);
        _made.Write("ma", 310, i => i % 3 * 20);
    }

    public void Dispose() => _made.Dispose();

    [Fact]
    public void Sets_OfTheSplit_AreDisjointAndComplete()
    {
        Assert.Equal((22, 22, 44, 48), (RecordSet.Ds1.Records.Count, RecordSet.Ds2.Records.Count, RecordSet.All44.Records.Count, RecordSet.All48.Records.Distinct().Count()));
        Assert.Equal(WfdbFolder.RecordsIn(WfdbFolder.Find("mitdb", root: AppContext.BaseDirectory)), RecordSet.All48.Records);
        Assert.Equal([true, true, false, true], RecordSet.All.Select(set => set.LooksAtDs2));
    }

    [Theory]
    [InlineData("ds1", "ds1")]
    [InlineData("DS2", "ds2")]
    [InlineData("48", "48")]
    public void Of_Name_FindsTheSet(string name, string found) => Assert.Equal(found, RecordSet.Of(name).Name);

    [Fact]
    public void Of_UnknownName_Throws() => Assert.Throws<ArgumentException>(() => RecordSet.Of("ds3"));

    [Fact]
    public void Run_PerfectDetector_FindsEverything()
    {
        var report = Run(new(Peaks), RecordSet.All48);
        var gross = report.Detection(RecordSet.All48).Gross;
        Assert.Equal((48 * 100L, 0L, 0L), (gross.Found, gross.Missed, gross.Extra));
        Assert.Equal(RecordSet.All48.Records, report.Records.Select(result => result.Record));
        Assert.Null(report.Classes(RecordSet.Ds1, referencePeaks: true));
    }

    [Fact]
    public void Run_DetectorThatMisses_GivesGrossAndAverage()
    {
        // One record loses half of its beats, another has an extra one between any two.
        var report = Run(new(record => record.Name switch
        {
            "101" => [.. Peaks(record).Where((_, i) => i % 2 == 0)],
            "106" => [.. Peaks(record).SelectMany(peak => new[] { peak, peak + RateHz / 2 })],
            _ => Peaks(record),
        }), RecordSet.Ds1);
        var figures = report.Detection(RecordSet.Ds1);
        Assert.Equal((2_150L, 50L, 99L), (figures.Gross.Found, figures.Gross.Missed, figures.Gross.Extra));
        Assert.Equal(21.5 / 22, figures.AverageSensitivity, 1e-12);
        Assert.Equal((21 + 100 / 199.0) / 22, figures.AveragePositivePredictivity, 1e-12);
        Assert.Equal(["ds1"], report.Sets.Select(set => set.Name));
    }

    [Fact]
    public void Run_Models_AreJudgedOnOwnAndOnReferencePeaks()
    {
        // The detector finds every second beat; the models name V beats right and all others N.
        var report = Run(
            new(record => [.. Peaks(record).Where((_, i) => i % 2 == 0)],
                (_, peaks) => [.. peaks.Select(peak => peak / RateHz % 10 == 0 ? AamiGroup.V : AamiGroup.N)], "made"),
            RecordSet.All44);
        var own = report.Classes(RecordSet.Ds2, referencePeaks: false)!.Gross;
        var reference = report.Classes(RecordSet.Ds2, referencePeaks: true)!.Gross;
        Assert.Equal((1.0, 1.0, 0.0), (reference.SensitivityOf(AamiGroup.V), reference.PositivePredictivityOf(AamiGroup.V), reference.SensitivityOf(AamiGroup.S)));
        Assert.Equal(0.95, reference.Accuracy, 1e-12);
        Assert.Equal((1.0, 0.5), (own.SensitivityOf(AamiGroup.V), own.Accuracy));
        Assert.Equal(21 * 5, report.Classes(RecordSet.Ds2, referencePeaks: true, without: "232")!.Gross.ReferenceCount(AamiGroup.S));
    }

    [Fact]
    public void Run_Noise_EvaluatesEachRecordAndRatio()
    {
        var report = Run(new(Peaks), RecordSet.Ds1, new(_made.Folder, RecordSet.Ds1) { Noise = "ma", NoiseFolder = _made.Folder, SnrDb = [6, 0] });
        Assert.Equal([("118", 6.0), ("118", 0), ("119", 6), ("119", 0)], report.Noise.Select(n => (n.Record, n.SnrDb)));
        Assert.All(report.Noise, n => Assert.Equal(100, n.Own.Matrix.Found));
    }

    [Fact]
    public void Run_Progress_CountsEveryRecordOnce()
    {
        var seen = new Seen();
        MitBihEvaluator.Run(new(Peaks), new(_made.Folder, RecordSet.Ds2), seen);
        Assert.Equal(Enumerable.Range(1, 22), seen.Done.Order());
    }

    [Fact]
    public void Run_BrokenRecord_SaysWhichFile()
    {
        File.WriteAllBytes(Path.Combine(_made.Folder, "112.dat"), new byte[100]);
        var error = Assert.Throws<SignalFileException>(() => Run(new(Peaks), RecordSet.Ds1));
        Assert.Equal("112.dat", error.File);
    }

    [Fact]
    public void Write_Json_HasTheDocumentedNames()
    {
        var options = new MitBihOptions(_made.Folder, RecordSet.All48) { Noise = "ma", NoiseFolder = _made.Folder, SnrDb = [6] };
        var report = Run(new(Peaks, (_, peaks) => [.. peaks.Select(_ => AamiGroup.N)], "1.0.0+made"), RecordSet.All48, options);
        using var json = JsonDocument.Parse(MitBihJson.Write(report));
        var root = json.RootElement;
        Assert.Equal(["data", "modelSet", "detection", "noise", "classes"], Names(root));
        Assert.Equal(["name", "records", "sha256"], Names(root.GetProperty("data")));
        Assert.Equal(["all48", "all44", "ds1", "ds2", "records"], Names(root.GetProperty("detection")));
        Assert.Equal(["se", "ppv", "tp", "fn", "fp"], Names(root.GetProperty("detection").GetProperty("all48")));
        Assert.Equal(["record", "se", "ppv"], Names(root.GetProperty("detection").GetProperty("records")[47]));
        Assert.Equal(["record", "noise", "snrDb", "se", "ppv"], Names(root.GetProperty("noise")[1]));
        Assert.Equal(["ownDetector", "referencePeaks"], Names(root.GetProperty("classes")));
        var ds2 = root.GetProperty("classes").GetProperty("ownDetector").GetProperty("ds2");
        Assert.Equal(["accuracy", "n", "s", "v", "f", "sWithout232"], Names(ds2));
        Assert.Equal(0.85, ds2.GetProperty("accuracy").GetDouble(), 1e-12);
        Assert.Equal((1.0, 0.85), (ds2.GetProperty("n").GetProperty("se").GetDouble(), ds2.GetProperty("n").GetProperty("ppv").GetDouble()));
        Assert.Equal(JsonValueKind.Null, ds2.GetProperty("v").GetProperty("ppv").ValueKind);

        static string[] Names(JsonElement element) => [.. element.EnumerateObject().Select(p => p.Name)];
    }

    [Fact]
    public void Write_JsonOfDs1_SaysNothingOfOtherSets()
    {
        using var json = JsonDocument.Parse(MitBihJson.Write(Run(new(Peaks), RecordSet.Ds1)));
        var detection = json.RootElement.GetProperty("detection");
        Assert.Equal([JsonValueKind.Null, JsonValueKind.Null, JsonValueKind.Object, JsonValueKind.Null],
            new[] { "all48", "all44", "ds1", "ds2" }.Select(name => detection.GetProperty(name).ValueKind));
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("classes").ValueKind);
    }

    [Fact]
    public void Write_TableAndPage_HoldEverySetAndRecord()
    {
        var report = Run(new(Peaks, (_, peaks) => [.. peaks.Select(_ => AamiGroup.N)], "1.0.0+made"), RecordSet.All44);
        var table = new StringWriter();
        MitBihTables.Write(report, table);
        var page = EcgPage.Write(report);
        foreach (var text in RecordSet.All44.Records.Concat(["ds1", "ds2", "1.0.0+made"]))
        {
            Assert.Contains(text, table.ToString());
            Assert.Contains(text, page);
        }
        Assert.Contains("not for clinical use", page);
    }

    [Fact]
    public void Append_TwoRows_WritesTheHeadOnce()
    {
        var report = Run(new(Peaks, (_, peaks) => [.. peaks.Select(_ => AamiGroup.N)], "1.0.0+made"), RecordSet.Ds2);
        var file = Path.Combine(_made.Folder, "test-log.md");
        File.WriteAllText(file, "# Looks at the TEST split\n\n| date |\n|---|\n| 2026-11-22 |\n");
        var row = TestLog.Row(report, new DateOnly(2026, 11, 28), "abc1234", "a first\nlook | nothing changed");
        TestLog.Append(file, row);
        TestLog.Append(file, row);
        var lines = File.ReadAllLines(file);
        Assert.Equal("| 2026-11-28 | abc1234 | 1.0.0+made | ds2 | 1.0000, 1.0000 | .8500 / .8500 | .0000, – | .0000, – | –, – | a first look / nothing changed |", row);
        Assert.Equal([row, row], lines[^2..]);
        Assert.Equal(lines[^3].Count(c => c == '|'), row.Count(c => c == '|'));
        Assert.Single(lines, TestLog.Heading);
        Assert.Equal("| 2026-11-22 |", lines[4]);
    }

    private static WfdbAnnotation Beat(int i) =>
        new(i * RateHz + 50, i % 10 == 0 ? WfdbCode.Ventricular : i % 20 == 5 ? WfdbCode.Of('A') : WfdbCode.Normal);

    // All beats of a made record.
    private static long[] Peaks(EcgRecord record) =>
        [.. Enumerable.Range(0, (int)record.SampleCount).Where(i => i % RateHz == 50).Select(i => (long)i)];

    private MitBihReport Run(EcgAnalysis analysis, RecordSet set, MitBihOptions? options = null) =>
        MitBihEvaluator.Run(analysis, options ?? new(_made.Folder, set));

    private sealed class Seen : IProgress<MitBihProgress>
    {
        public System.Collections.Concurrent.ConcurrentBag<int> Done { get; } = [];

        public void Report(MitBihProgress value)
        {
            Assert.Equal(22, value.All);
            Done.Add(value.Done);
        }
    }
}
