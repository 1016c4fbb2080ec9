using System.Text.Json;
using EcgStream.Inference.Evaluation;
using EcgStream.Inference.ModelSets;
using EcgStream.Inference.Tests.Made;
using EcgStream.Signal.Beats;

namespace EcgStream.Inference.Tests.Evaluation;

public sealed class EvaluatorTests : IDisposable
{
    private static readonly int[] Official = [20, 10, 5, 4, 1];
    private readonly MadeModels _made = new();
    private readonly ModelSet _set;

    public EvaluatorTests() => _set = ModelSet.Load(_made.Folder);

    public void Dispose()
    {
        _set.Dispose();
        _made.Dispose();
    }

    [Fact]
    public void Run_IncompleteSplit_WeightsClassesAndCountsUnknownAsAbnormal()
    {
        // Known: 10 normal (1 called R-on-T), 5 R-on-T, 5 PVC (2 called SP/EB), 2 SP/EB, 1 UB; 3 abnormal of unknown class.
        var report = Evaluator.Run(_set, Data(
            (BeatClass.Normal, 1, 9), (BeatClass.Normal, 2, 1), (BeatClass.ROnTPvc, 2, 5), (BeatClass.Pvc, 3, 3), (BeatClass.Pvc, 4, 2),
            (BeatClass.SupraventricularEctopic, 4, 2), (BeatClass.Unclassified, 5, 1), (BeatClass.Unknown, 3, 3)));
        Assert.True(report.Reweighted);
        Assert.Equal((26, 23), (report.TestBeats, report.KnownBeats));
        Assert.Equal(["dnn", "lstm", "cnn", "combined"], report.Models.Select(m => m.Name));
        foreach (var model in report.Models)
        {
            Assert.Equal((0.9 * 20 + 10 + 0.6 * 5 + 4 + 1) / 40, model.Accuracy, 1e-9);
            Assert.Equal([9, 1, 0, 0, 0], model.Confusion[0]);
            Assert.Equal([0, 0, 3, 2, 0], model.Confusion[2]);
            Assert.Equal(0.9, model.Classes[0].Sensitivity, 1e-9);
            Assert.Equal(10.0 / 12, model.Classes[1].PositivePredictivity, 1e-9); // 1 normal counts for 2
            Assert.InRange(model.Accuracy, model.AccuracyInterval.Low, model.AccuracyInterval.High);
            Assert.Equal(1 - model.Accuracy, model.Ece, 0.01); // sure of everything
        }

        Assert.Equal(["autoencoder", "combined"], report.Anomaly.Select(a => a.Name));
        var combined = report.Anomaly[1];
        Assert.Equal([[9, 1], [0, 16]], combined.Confusion);
        Assert.Equal(25.0 / 26, combined.Accuracy, 1e-9);
        Assert.Equal(16.0 / 17, combined.Precision, 1e-9);
        Assert.Equal(1, combined.Recall);
    }

    [Fact]
    public void Run_CompleteSplit_IsPlain()
    {
        var report = Evaluator.Run(_set, Data([.. Official.Select((n, k) => ((BeatClass)(k + 1), k + 1, n))]));
        Assert.False(report.Reweighted);
        Assert.All(report.Models, m => Assert.Equal((1, 1, 1), (m.Accuracy, m.F1Macro, m.F1Weighted)));
        Assert.Equal(1, report.Anomaly[1].Auroc);
    }

    [Fact]
    public void Run_ClassesDoNotFitSamples_Throws() =>
        Assert.Throws<ArgumentException>(() => Evaluator.Run(_set, new("made", 1, new float[140], [], Official, "")));

    [Fact]
    public void Run_ShippedModelsOnTrain_ReachWhatTheyWereFittedTo()
    {
        using var shipped = ModelSet.Load(Path.Combine(AppContext.BaseDirectory, "models"));
        var (samples, classes) = TrainBeats.Read();
        var report = Evaluator.Run(shipped, new("TRAIN", 0, samples, Array.ConvertAll(classes, c => (BeatClass)c), [292, 177, 10, 19, 2], ""));
        Assert.False(report.Reweighted);
        Assert.All(report.Models, m => Assert.InRange(m.Accuracy, 0.93, 1));
        Assert.All(report.Anomaly, a => Assert.InRange(a.Auroc, 0.97, 1));
    }

    [Fact]
    public void Write_Json_HasTheDocumentedNamesAndNoOthers()
    {
        using var json = JsonDocument.Parse(EvaluationJson.Write(Evaluator.Run(_set, Small())));
        Assert.Equal(["data", "models", "anomaly"], Names(json.RootElement));
        Assert.Equal(["name", "trainBeats", "testBeats", "reweighted", "sha256"], Names(json.RootElement.GetProperty("data")));
        Assert.Equal(["name", "accuracy", "precisionMacro", "recallMacro", "f1Macro", "f1Weighted", "confusion", "ece", "bytes"], Names(json.RootElement.GetProperty("models")[3]));
        Assert.Equal(["name", "accuracy", "precision", "recall", "f1", "auroc", "auprc", "threshold"], Names(json.RootElement.GetProperty("anomaly")[0]));
        Assert.Equal(5, json.RootElement.GetProperty("models")[0].GetProperty("confusion")[4].GetArrayLength());

        static string[] Names(JsonElement element) => [.. element.EnumerateObject().Select(p => p.Name)];
    }

    [Fact]
    public void Write_Curves_HoldsWhatThePlotsNeed()
    {
        using var json = JsonDocument.Parse(CurvesJson.Write(Evaluator.Run(_set, Small())));
        Assert.Equal(["Normal", "R-on-T PVC", "PVC", "SP/EB", "UB"], json.RootElement.GetProperty("labels").EnumerateArray().Select(l => l.GetString()));
        Assert.Equal(["dnn", "lstm", "cnn", "combined"], json.RootElement.GetProperty("models").EnumerateArray().Select(m => m.GetProperty("name").GetString()));
        foreach (var model in json.RootElement.GetProperty("models").EnumerateArray())
        {
            Assert.Equal(4, model.GetProperty("confusion")[0][0].GetInt32());
            var bin = Assert.Single(model.GetProperty("reliability").EnumerateArray()); // sure of everything
            Assert.Equal((7, 1.0, 1.0), (bin.GetProperty("beats").GetInt32(), bin.GetProperty("share").GetDouble(), bin.GetProperty("accuracy").GetDouble()));
        }
        Assert.Equal(["autoencoder", "combined"], json.RootElement.GetProperty("anomaly").EnumerateArray().Select(a => a.GetProperty("name").GetString()));
        foreach (var anomaly in json.RootElement.GetProperty("anomaly").EnumerateArray())
        {
            Assert.Equal(1, anomaly.GetProperty("roc").EnumerateArray().Last().GetProperty("falsePositiveRate").GetDouble());
            Assert.Equal(1, anomaly.GetProperty("precisionRecall").EnumerateArray().Last().GetProperty("recall").GetDouble());
            Assert.Equal(2, anomaly.GetProperty("confusion").GetArrayLength());
        }
    }

    [Fact]
    public void Write_TableAndPage_NameEveryModelAndShowEveryCurve()
    {
        var report = Evaluator.Run(_set, Small());
        var table = new StringWriter();
        EvaluationTable.Write(report, table);
        var page = ModelsPage.Write(report, _set.Manifest);
        foreach (var name in new[] { "dnn", "lstm", "cnn", "combined", "autoencoder", "ROCKET", "0.8405" })
        {
            Assert.Contains(name, table.ToString());
            Assert.Contains(name, page);
        }
        foreach (var image in new[] { "roc", "pr", "reliability", "confusion" }) Assert.Contains($"](models/{image}.svg)", page);
    }

    private static EvaluationData Small() => Data((BeatClass.Normal, 1, 4), (BeatClass.ROnTPvc, 2, 3), (BeatClass.Unknown, 5, 2));

    // Beats by true class, the class that made models see in them, and how many.
    private static EvaluationData Data(params (BeatClass True, int Said, int Count)[] groups)
    {
        var beats = groups.SelectMany(g => Enumerable.Range(0, g.Count).Select(i => (g.True, Samples: MadeModels.Beat(g.Said, i)))).ToArray();
        return new("made", 7, [.. beats.SelectMany(b => b.Samples)], [.. beats.Select(b => b.True)], Official, "00");
    }
}
