using System.Globalization;
using System.Text.Json;
using EcgStream.Inference.Evaluation;
using EcgStream.Inference.Tests.Made;
using EcgStream.Signal.Beats;
using EcgStream.Signal.Formats;

namespace EcgStream.Inference.Tests.Evaluation;

public sealed class EvaluationDataTests : IDisposable
{
    private readonly MadeModels _made = new();

    public void Dispose() => _made.Dispose();

    [Fact]
    public void OfTest_PartialSplit_AddsAbnormalBeatsOfUnknownClass()
    {
        var data = EvaluationData.OfTest(new("", Beats(BeatClass.Normal, 2), Beats(BeatClass.Normal, 3), Beats(BeatClass.Unknown, 4)));
        Assert.Equal((2, 7, 7 * 140), (data.TrainBeats, data.Classes.Length, data.Samples.Length));
        Assert.Equal([3, 0, 0, 0, 0], data.KnownCounts());
        Assert.Equal([2627.0 / 3, 0, 0, 0, 0], data.ClassWeights());
        Assert.Equal(64, data.Sha256.Length);
    }

    [Fact]
    public void OfTest_BeatOfTestWithoutClass_IsLeftOut() =>
        Assert.Single(EvaluationData.OfTest(new("", [], [.. Beats(BeatClass.Unknown, 5), .. Beats(BeatClass.Pvc, 1)], [])).Classes);

    [Fact]
    public void OfTest_NoTest_Throws() =>
        Assert.Throws<ArgumentException>(() => EvaluationData.OfTest(new("", Beats(BeatClass.Normal, 2), [], [])));

    [Fact]
    public void OfTest_OneSampleOrClassDiffers_ChangesTheFingerprint()
    {
        string Of(params LabelledBeat[] beats) => EvaluationData.OfTest(new("", [], beats, [])).Sha256;
        var (beat, other) = (MadeModels.Beat(1), MadeModels.Beat(1));
        other[70] += 1e-6f;
        Assert.Equal(Of(new LabelledBeat(beat, BeatClass.Pvc)), Of(new LabelledBeat([.. beat], BeatClass.Pvc)));
        Assert.NotEqual(Of(new LabelledBeat(beat, BeatClass.Pvc)), Of(new LabelledBeat(other, BeatClass.Pvc)));
        Assert.NotEqual(Of(new LabelledBeat(beat, BeatClass.Pvc)), Of(new LabelledBeat(beat, BeatClass.Normal)));
    }

    [Fact]
    public void Run_FolderWithFiles_WritesTableJsonPageAndCurves()
    {
        // A made data set under the official names; the real TEST beats are for the command alone.
        Save("ECG5000_TRAIN.ts", Beats(BeatClass.Normal, 1));
        Save("ECG5000_TEST.ts", [.. Beats(BeatClass.Normal, 6), .. Beats(BeatClass.ROnTPvc, 4)]);
        var (json, page, output) = (Path.Combine(_made.Folder, "report.json"), Path.Combine(_made.Folder, "models.md"), new StringWriter());
        var curves = Path.Combine(_made.Folder, "curves.json");
        var report = EvaluationRun.Run(_made.Folder, _made.Folder, output, json, page, curves);
        Assert.Equal((1, 10, true), (report.TrainBeats, report.TestBeats, report.Reweighted));
        Assert.Equal(1, report.Anomaly[1].F1);
        using var written = JsonDocument.Parse(File.ReadAllText(json));
        Assert.Equal(10, written.RootElement.GetProperty("data").GetProperty("testBeats").GetInt32());
        Assert.Contains("1.0.0+made", File.ReadAllText(page));
        using var drawn = JsonDocument.Parse(File.ReadAllText(curves));
        Assert.Equal("1.0.0+made", drawn.RootElement.GetProperty("modelSet").GetString());
        Assert.Contains("1.0.0+made", output.ToString());
    }

    private void Save(string file, IReadOnlyList<LabelledBeat> beats) => File.WriteAllLines(Path.Combine(_made.Folder, file),
        ["@problemName ECG5000", "@data", .. beats.Select(b => string.Join(',', b.Samples.Select(s => s.ToString("R", CultureInfo.InvariantCulture))) + ":" + (int)b.Class)]);

    private static LabelledBeat[] Beats(BeatClass beatClass, int count) =>
        [.. Enumerable.Range(0, count).Select(i => new LabelledBeat(MadeModels.Beat(Math.Max(1, (int)beatClass), i), beatClass))];
}
