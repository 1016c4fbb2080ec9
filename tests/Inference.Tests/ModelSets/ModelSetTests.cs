using System.Text.Json.Nodes;
using EcgStream.Inference.ModelSets;
using EcgStream.Inference.Tests.Made;

namespace EcgStream.Inference.Tests.ModelSets;

public sealed class ModelSetTests : IDisposable
{
    private readonly MadeModels _made = new();

    public void Dispose() => _made.Dispose();

    [Fact]
    public void Load_GoodSet_GivesManifestAndKnownAnswers()
    {
        using var set = ModelSet.Load(_made.Folder);
        Assert.Equal("1.0.0+made", set.Manifest.Version);
        Assert.Equal(0.25f, set.Manifest.Model("autoencoder").Threshold);
        for (var c = 1; c <= 5; c++)
            Assert.True(set.Run("cnn", MadeModels.Beat(c)).Probabilities[c - 1] > 0.99f);
        var beat = MadeModels.Beat(2);
        var single = set.Run("autoencoder", beat);
        Assert.Equal(beat.Select(v => v / 2), single.Reconstruction);
        Assert.Equal(beat.Average(v => Math.Abs(v / 2)), single.Errors[0], 1e-6);
    }

    [Fact]
    public void Scores_MoreBeatsThanARunHolds_GivesEachItsOwn()
    {
        using var set = ModelSet.Load(_made.Folder);
        const int Count = 2 * 256 + 17;
        var beats = Enumerable.Range(0, Count).SelectMany(i => MadeModels.Beat(i % 5 + 1, i)).ToArray();
        var scores = set.Scores(beats);
        for (var i = 0; i < Count; i++) Assert.True(scores[i * 16 + i % 5] > 0.99f, $"beat {i}");
    }

    [Fact]
    public void Run_UnknownModel_NamesTheChoices()
    {
        using var set = ModelSet.Load(_made.Folder);
        Assert.Contains("dnn, lstm, cnn, autoencoder", Assert.Throws<ArgumentException>(() => set.Run("resnet", new float[140])).Message);
        Assert.Throws<ArgumentException>(() => set.Run("dnn", new float[141]));
    }

    [Theory]
    [InlineData("manifest.json")]
    [InlineData("lstm.onnx")]
    [InlineData("combined.onnx")]
    public void Load_MissingFile_NamesIt(string file)
    {
        File.Delete(Path.Combine(_made.Folder, file));
        AssertRefused(file, "not found");
    }

    [Fact]
    public void Load_MissingFolder_NamesManifest()
    {
        var e = Assert.Throws<ModelSetException>(() => ModelSet.Load(Path.Combine(_made.Folder, "nowhere")));
        Assert.Equal("manifest.json", e.File);
    }

    [Fact]
    public void Load_AlteredFile_SaysThatItsHashIsWrong()
    {
        var path = Path.Combine(_made.Folder, "cnn.onnx");
        var content = File.ReadAllBytes(path);
        content[^1] ^= 1;
        File.WriteAllBytes(path, content);
        AssertRefused("cnn.onnx", "SHA-256");
    }

    [Fact]
    public void Load_TruncatedFile_SaysItsLength()
    {
        _made.Write("dnn.onnx", [1, 2, 3]);
        AssertRefused("dnn.onnx", "3 bytes");
    }

    [Fact]
    public void Load_CorruptGraphWithItsOwnHash_SaysThatItCannotBeLoaded()
    {
        _made.Write("dnn.onnx", "this is no graph"u8.ToArray());
        _made.WriteManifest();
        AssertRefused("dnn.onnx", "cannot load");
    }

    [Fact]
    public void Load_WrongWidth_SaysBothShapes()
    {
        _made.Write("lstm.onnx", MadeModels.Classifier("probabilities", 4));
        _made.WriteManifest();
        AssertRefused("lstm.onnx", "[batch, 4], not [batch, 5]");
    }

    [Fact]
    public void Load_WrongOutputName_SaysBothNames()
    {
        _made.Write("lstm.onnx", MadeModels.Classifier("classes", 5));
        _made.WriteManifest();
        AssertRefused("lstm.onnx", "outputs are classes, not probabilities");
    }

    [Fact]
    public void Load_CombinedOfOtherModels_IsRefused()
    {
        var graph = new Graph().Input("beats", 140).Output("probabilities", 5);
        graph.Node("Gemm", ["beats", graph.Weight("w", new float[700], 140, 5)], "logits");
        graph.Node("Softmax", ["logits"], "probabilities", ("axis", [1]));
        _made.Write("cnn.onnx", graph.ToArray());
        _made.WriteManifest();
        AssertRefused("combined.onnx", "not those of cnn");
    }

    [Fact]
    public void Load_ManifestIsNoJson_IsRefused()
    {
        _made.Write("manifest.json", "{"u8.ToArray());
        AssertRefused("manifest.json", "");
    }

    public static TheoryData<string, string, string> BadValues => new()
    {
        { "version", "\"\"", "version" },
        { "sampleCount", "188", "sampleCount" },
        { "labels", "[\"N\"]", "labels" },
        { "judgement.weights.dnn", "-1", "weights" },
        { "judgement.temperature", "0", "temperature" },
        { "judgement.abnormal.referenceError", "0", "referenceError" },
        { "judgement.abnormal.threshold", "1", "abnormal.threshold" },
        { "models.3.threshold", "-0.1", "autoencoder.threshold" },
        { "models.0.temperature", "null", "dnn.temperature" },
        { "models.1.name", "\"gru\"", "models" },
        { "models.1.file", "\"../lstm.onnx\"", "plain file name" },
        { "combined.columns", "[\"lstm\",\"dnn\",\"cnn\",\"autoencoder\"]", "columns" },
        { "combined", "null", "combined" },
    };

    [Theory]
    [MemberData(nameof(BadValues))]
    public void Load_BadValueInManifest_NamesIt(string path, string value, string named)
    {
        _made.Edit(manifest =>
        {
            var keys = path.Split('.');
            var node = manifest;
            foreach (var key in keys[..^1]) node = int.TryParse(key, out var index) ? node[index]! : node[key]!;
            node[keys[^1]] = JsonNode.Parse(value);
        });
        AssertRefused("manifest.json", named);
    }

    [Theory]
    [InlineData("judgement")]
    [InlineData("models")]
    [InlineData("seed")]
    public void Load_MissingKey_NamesIt(string key)
    {
        _made.Edit(manifest => manifest.AsObject().Remove(key));
        AssertRefused("manifest.json", key);
    }

    private void AssertRefused(string file, string reason)
    {
        var e = Assert.Throws<ModelSetException>(() => ModelSet.Load(_made.Folder).Dispose());
        Assert.Equal(file, e.File);
        Assert.Contains(reason, e.Reason);
        Assert.Contains(file, e.Message);
    }
}
