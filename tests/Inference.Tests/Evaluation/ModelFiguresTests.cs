using EcgStream.Inference.Evaluation;
using EcgStream.Inference.ModelSets;
using EcgStream.Inference.Tests.Made;
using EcgStream.Signal.Beats;

namespace EcgStream.Inference.Tests.Evaluation;

public sealed class ModelFiguresTests
{
    [Fact]
    public void Find_ShippedFile_IsOfTheShippedModels()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "models");
        using var set = ModelSet.Load(folder);
        var figures = ModelFigures.Find(folder, set.Manifest.Version, out var absent);

        Assert.True(figures is not null, absent + " Write it with: ./ecgstream evaluate --figures src/Inference/models/evaluation.json");
        var (beats, classes) = TrainBeats.Read();
        var errors = ReconstructionErrors.Of(set.Run("autoencoder", beats).Errors, Array.ConvertAll(classes, c => (BeatClass)c));
        var own = set.Manifest.Model("autoencoder").Threshold!.Value;
        Assert.Equal(errors.At(own), figures.Train.At(own));
        var anomaly = figures.Anomaly.Single(a => a.Name == "autoencoder");
        Assert.Equal(anomaly.Precision, figures.Test.At(own).Precision!.Value, 1e-9);
        Assert.Equal(anomaly.Recall, figures.Test.At(own).Recall!.Value, 1e-9);
        Assert.All(figures.Models, model =>
            Assert.Equal(model.Ece, model.Reliability.Sum(bin => bin.Share * Math.Abs(bin.Confidence - bin.Accuracy)), 1e-9));
    }

    [Theory]
    [InlineData(0.05f, 2, 3)]
    [InlineData(0.3f, 1, 0)]
    [InlineData(0.29f, 2, 1)]
    [InlineData(9f, 0, 0)]
    public void At_Threshold_CountsWhatLiesAbove(float threshold, int truePositives, int falsePositives)
    {
        var figures = ReconstructionErrors.Of(
            [0.3f, 0.1f, 0.5f, 0.2f, 0.3f],
            [BeatClass.Normal, BeatClass.Normal, BeatClass.Pvc, BeatClass.Normal, BeatClass.Unknown]).At(threshold);

        Assert.Equal((truePositives, falsePositives), (figures.TruePositives, figures.FalsePositives));
        Assert.Equal(5, figures.TruePositives + figures.FalsePositives + figures.TrueNegatives + figures.FalseNegatives);
        Assert.Equal(truePositives + falsePositives == 0, figures.Precision is null);
        Assert.Equal(truePositives / 2.0, figures.Recall);
    }
}
