namespace EcgStream.Inference.Tests.Made;

/// <summary>What may be wrong with a model set, each with the file that is to blame and words that the error must say.</summary>
internal static class Damage
{
    public static TheoryData<string, string, string> All => new()
    {
        { "missing", "cnn.onnx", "not found" },
        { "no manifest", "manifest.json", "not found" },
        { "truncated", "lstm.onnx", "bytes, the manifest says" },
        { "wrong hash", "dnn.onnx", "SHA-256" },
        { "corrupt", "autoencoder.onnx", "cannot load" },
        { "wrong shape", "lstm.onnx", "[batch, 4], not [batch, 5]" },
    };

    /// <summary>Damages a set in one of the ways above.</summary>
    public static void Do(MadeModels models, string how, string file)
    {
        var path = Path.Combine(models.Folder, file);
        switch (how)
        {
            case "missing" or "no manifest":
                File.Delete(path);
                break;
            case "truncated":
                models.Write(file, File.ReadAllBytes(path)[..100]);
                break;
            case "wrong hash":
                var content = File.ReadAllBytes(path);
                content[^1] ^= 1;
                models.Write(file, content);
                break;
            case "corrupt": // with the hash of what it is: the graph itself must be refused
                models.Write(file, "this is no graph"u8.ToArray());
                models.WriteManifest("2.0.0+damaged");
                break;
            case "wrong shape":
                models.Write(file, MadeModels.Classifier("probabilities", 4));
                models.WriteManifest("2.0.0+damaged");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(how), how, "no such damage");
        }
    }
}
