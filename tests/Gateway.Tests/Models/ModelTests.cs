using System.Net;
using EcgStream.Gateway.Tests.Support;
using EcgStream.Inference;
using EcgStream.Inference.Evaluation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace EcgStream.Gateway.Tests.Models;

public sealed class ModelTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ecgstream-models-");
    private GatewayHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await GatewayHost.StartAsync();
        _host.Services.GetRequiredService<IOptions<InferenceOptions>>().Value.ModelsFolder = _folder.FullName;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Get_WithoutFigures_SaysWhyTheyAreAbsent()
    {
        var none = await _host.GetAsync("/api/models");
        WriteFigures("another-set");
        var others = await _host.GetAsync("/api/models");
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, ModelFigures.FileName), "{}");
        var broken = await _host.GetAsync("/api/models");

        Assert.Equal(FakeInference.Version, none.Json.GetProperty("manifest").GetProperty("version").GetString());
        Assert.Contains("another-set", others.Json.GetProperty("evaluationAbsent").GetString(), StringComparison.Ordinal);
        string[] reasons = [.. ((Answer[])[none, others, broken]).Select(answer => answer.Json.GetProperty("evaluationAbsent").GetString()!)];
        Assert.Equal(reasons, reasons.Distinct()); // each its own
        foreach (var answer in (Answer[])[none, others, broken])
            Assert.Equal(System.Text.Json.JsonValueKind.Null, answer.Json.GetProperty("evaluation").ValueKind);
    }

    [Fact]
    public async Task Get_Figures_HaveConfusionMatricesAndRocPoints()
    {
        WriteFigures(FakeInference.Version);
        var answer = await _host.GetAsync("/api/models");

        var evaluation = answer.Json.GetProperty("evaluation");
        Assert.Equal(7, evaluation.GetProperty("models")[0].GetProperty("confusion")[0][0].GetInt32());
        Assert.Equal(0.25, evaluation.GetProperty("anomaly")[0].GetProperty("roc")[1].GetProperty("falsePositiveRate").GetDouble());
        Assert.False(evaluation.TryGetProperty("test", out _)); // thousands of errors are the server's own business
        Assert.Equal(0.4f, answer.Json.GetProperty("threshold").GetProperty("threshold").GetSingle());
        Assert.Equal(0.5, answer.Json.GetProperty("threshold").GetProperty("test").GetProperty("recall").GetDouble());
    }

    [Fact]
    public async Task PutThreshold_Another_IsDurableAndSaysWhatItWouldHaveDone()
    {
        WriteFigures(FakeInference.Version);
        var answer = await _host.PutAsync("/api/models/autoencoder/threshold", """{"threshold":0.25}""");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(0.25f, answer.Json.GetProperty("threshold").GetSingle());
        Assert.Equal(0.4f, answer.Json.GetProperty("shipped").GetSingle());
        Assert.Equal(FakeInference.Version + ";t=0.2500", answer.Json.GetProperty("version").GetString());
        var test = answer.Json.GetProperty("test"); // normal .1 .2 .3, abnormal .3 .5: above .25 are one normal and both others
        Assert.Equal((5, 2, 1), (test.GetProperty("beats").GetInt32(), test.GetProperty("truePositives").GetInt32(), test.GetProperty("falsePositives").GetInt32()));
        Assert.Equal(2.0 / 3, test.GetProperty("precision").GetDouble(), 1e-9);
        Assert.Equal(1, test.GetProperty("recall").GetDouble());
        Assert.Equal(1, answer.Json.GetProperty("train").GetProperty("precision").GetDouble());
        var change = Assert.Single(await _host.History.GetThresholdsAsync());
        Assert.Equal((FakeInference.Version, 0.25f, "local"), (change.ModelSet, change.Threshold, change.ChangedBy));
    }

    [Fact]
    public async Task PutThreshold_Null_GoesBackToTheSetsOwn()
    {
        var answer = await _host.PutAsync("/api/models/autoencoder/threshold", """{"threshold":null}""");

        Assert.Equal(0.4f, answer.Json.GetProperty("threshold").GetSingle());
        Assert.Equal(FakeInference.Version, answer.Json.GetProperty("version").GetString());
        Assert.Null(Assert.Single(await _host.History.GetThresholdsAsync()).Threshold);
    }

    [Theory]
    [InlineData("""{"threshold":0}""", "threshold")]
    [InlineData("""{"threshold":-1}""", "threshold")]
    [InlineData("""{"threshold":12.1}""", "threshold")]
    [InlineData("""{"threshold":1e-60}""", "threshold")]
    [InlineData("""{"threshold":"0.3"}""", "threshold")]
    [InlineData("{}", "threshold")]
    [InlineData("""{"treshold":0.3}""", "treshold")]
    public async Task PutThreshold_Wrong_IsRefused(string body, string field)
    {
        (await _host.PutAsync("/api/models/autoencoder/threshold", body)).AssertRefused(HttpStatusCode.BadRequest, field);
        Assert.Empty(await _host.History.GetThresholdsAsync());
    }

    private void WriteFigures(string version) => new ModelFigures(
        version, "made", 5, 5, false,
        [new ClassifierSummary("dnn", 1, 1, 1, 1, 1, 0, [[7, 0, 0, 0, 0]], [new(0.8, 1, 7, 1, 0.97, 1)])],
        [new AnomalySummary("autoencoder", 1, 1, 1, 1, 1, 1, 0.4, [[3, 0], [1, 1]], [new(0, 0, 1), new(0.25, 1, 0.1)])],
        new ReconstructionErrors([0.1f, 0.2f], [0.6f]),
        new ReconstructionErrors([0.1f, 0.2f, 0.3f], [0.3f, 0.5f])).Write(Path.Combine(_folder.FullName, ModelFigures.FileName));
}
