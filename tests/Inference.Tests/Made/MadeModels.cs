using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EcgStream.Inference.Tests.Made;

/// <summary>
/// A folder with a small model set whose answers are known: sample 0 of a beat is the class (1…5) that every classifier
/// gives with probability near 1, the reconstruction is half the beat, and a beat with a sample of 100 or more makes the
/// whole run fail.
/// </summary>
internal sealed class MadeModels : IDisposable
{
    public MadeModels(string version = "1.0.0+made")
    {
        Directory.CreateDirectory(Folder);
        foreach (var name in new[] { "dnn", "lstm", "cnn" }) Write($"{name}.onnx", Classifier("probabilities", 5));
        Write("autoencoder.onnx", Autoencoder());
        Write("combined.onnx", Combined());
        WriteManifest(version);
    }

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), "ecgstream-" + Guid.NewGuid().ToString("N"));

    public void Write(string file, byte[] content) => File.WriteAllBytes(Path.Combine(Folder, file), content);

    /// <summary>Changes the manifest and leaves the files.</summary>
    public void Edit(Action<JsonNode> change)
    {
        var path = Path.Combine(Folder, "manifest.json");
        var manifest = JsonNode.Parse(File.ReadAllText(path))!;
        change(manifest);
        File.WriteAllText(path, manifest.ToJsonString());
    }

    public void WriteManifest(string version = "1.0.0+made") => File.WriteAllText(Path.Combine(Folder, "manifest.json"), JsonSerializer.Serialize(new
    {
        version,
        sampleCount = 140,
        labels = new[] { "Normal", "R-on-T PVC", "PVC", "SP/EB", "UB" },
        data = new { name = "made", split = "TRAIN", beats = 1, sha256 = new string('0', 64) },
        tools = new { opset = 13 },
        seed = 1,
        deterministic = "yes",
        models = new object[]
        {
            Model("dnn"), Model("lstm"), Model("cnn"),
            new
            {
                name = "autoencoder", kind = "anomaly", file = "autoencoder.onnx", sha256 = Hash("autoencoder.onnx"), bytes = Size("autoencoder.onnx"),
                parameters = 0, input = "beats", outputs = new[] { "reconstruction", "error" }, threshold = 0.25, crossValidation = new { auroc = 0.5 },
            },
        },
        combined = new
        {
            file = "combined.onnx", sha256 = Hash("combined.onnx"), bytes = Size("combined.onnx"), input = "beats", output = "scores",
            columns = new[] { "dnn", "lstm", "cnn", "autoencoder" },
        },
        judgement = new
        {
            weights = new { dnn = 0.2, lstm = 0.3, cnn = 0.5 }, temperature = 1.0,
            abnormal = new { bias = 0.0, logitAbnormal = 1.0, logError = 1.0, referenceError = 0.25, threshold = 0.5 },
            crossValidation = new { accuracy = 0.5 },
        },
    }));

    /// <summary>A classifier of any output name and width.</summary>
    public static byte[] Classifier(string output, int width)
    {
        var graph = new Graph().Input("beats", 140).Output(output, width);
        Class(graph, "", output, width);
        return graph.ToArray();
    }

    /// <summary>A beat of the given class, different for each number.</summary>
    public static float[] Beat(int beatClass, int number = 0)
    {
        var beat = new float[140];
        for (var i = 1; i < 140; i++) beat[i] = MathF.Sin(i * 0.1f + number);
        (beat[0], beat[1]) = (beatClass, number % 64);
        return beat;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static byte[] Autoencoder()
    {
        var graph = new Graph().Input("beats", 140).Output("reconstruction", 140).Output("error");
        Error(graph, "reconstruction", "error", keep: 0);
        return graph.ToArray();
    }

    private static byte[] Combined()
    {
        var graph = new Graph().Input("beats", 140).Output("scores", 16);
        string[] columns =
        [
            .. new[] { "dnn", "lstm", "cnn" }.Select(name => Class(graph, name + "_", name, 5)),
            Error(graph, "rebuilt", "error", keep: 1),
        ];
        graph.Node("Concat", columns, "all", ("axis", [1]));
        // The largest sample is an index into a hundred zeros.
        graph.Node("ReduceMax", ["beats"], "largest", ("keepdims", [0]));
        graph.Node("Cast", ["largest"], "index", ("to", [7]));
        graph.Node("Gather", [graph.Weight("zeros", new float[100], 100), "index"], "zero", ("axis", [0]));
        graph.Node("Add", ["all", "zero"], "scores");
        return graph.ToArray();
    }

    // logits: −8·(sample 0 − k)², written out as 16·k·s − 8·k² since softmax does not see 8·s².
    private static string Class(Graph graph, string prefix, string output, int width)
    {
        var (weights, bias) = (new float[140 * width], new float[width]);
        for (var k = 0; k < width; k++) (weights[k], bias[k]) = (16 * (k + 1), -8 * (k + 1) * (k + 1));
        graph.Node("Gemm", ["beats", graph.Weight(prefix + "w", weights, 140, width), graph.Weight(prefix + "b", bias, width)], prefix + "logits");
        return graph.Node("Softmax", [prefix + "logits"], output, ("axis", [1]));
    }

    private static string Error(Graph graph, string rebuilt, string output, long keep)
    {
        graph.Node("Mul", ["beats", graph.Weight("half", [0.5f], 1)], rebuilt);
        graph.Node("Sub", ["beats", rebuilt], "difference");
        graph.Node("Abs", ["difference"], "apart");
        return graph.Node("ReduceMean", ["apart"], output, ("axes", [1]), ("keepdims", [keep]));
    }

    private object Model(string name) => new
    {
        name, kind = "classifier", file = $"{name}.onnx", sha256 = Hash($"{name}.onnx"), bytes = Size($"{name}.onnx"), parameters = 705,
        input = "beats", outputs = new[] { "probabilities" }, temperature = 1.0, crossValidation = new { accuracy = 0.5 },
    };

    private string Hash(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(Folder, file))));

    private long Size(string file) => new FileInfo(Path.Combine(Folder, file)).Length;
}
