using EcgStream.Signal.Beats;

namespace EcgStream.Inference.ModelSets;

/// <summary>What a manifest must say before its files are looked at.</summary>
internal static class ManifestRules
{
    public const string FileName = "manifest.json";

    /// <exception cref="ModelSetException">A value is missing or out of range; the reason names its key.</exception>
    public static void Check(ModelManifest manifest)
    {
        Require(!string.IsNullOrWhiteSpace(manifest.Version), "version is empty");
        Require(manifest.SampleCount == BeatFrame.SampleCount, $"sampleCount is {manifest.SampleCount}, not {BeatFrame.SampleCount}");
        Require(manifest.Labels.Count == BeatClassNames.All.Count, $"labels has {manifest.Labels.Count} names, not {BeatClassNames.All.Count}");
        Require(manifest.Models.Select(m => m.Name).Order().SequenceEqual(ModelNames.All.Order()),
            $"models must be {string.Join(", ", ModelNames.All)}, each once");
        foreach (var model in manifest.Models) CheckModel(model);

        var combined = manifest.Combined;
        CheckFile("combined", combined.File, combined.Sha256);
        Require(combined.Input == "beats" && combined.Output == "scores", "combined must map beats to scores");
        Require(combined.Columns.SequenceEqual(ModelNames.All), $"combined.columns must be {string.Join(", ", ModelNames.All)}");
        CheckJudgement(manifest.Judgement);
    }

    private static void CheckModel(ModelDescription model)
    {
        var anomaly = model.Name == ModelNames.Autoencoder;
        CheckFile(model.Name, model.File, model.Sha256);
        Require(model.Kind == (anomaly ? "anomaly" : "classifier"), $"{model.Name}.kind is '{model.Kind}'");
        Require(model.Input == "beats", $"{model.Name}.input is '{model.Input}', not 'beats'");
        Require(model.Outputs.SequenceEqual(anomaly ? ["reconstruction", "error"] : ["probabilities"]),
            $"{model.Name}.outputs are {string.Join(", ", model.Outputs)}");
        if (anomaly)
            Require(model.Threshold is { } t && float.IsFinite(t) && t > 0, $"{model.Name}.threshold must be a number above 0");
        else
            Require(model.Temperature is { } t && double.IsFinite(t) && t > 0, $"{model.Name}.temperature must be a number above 0");
    }

    private static void CheckJudgement(JudgementDescription judgement)
    {
        var (dnn, lstm, cnn) = judgement.Weights;
        Require(IsWeight(dnn) && IsWeight(lstm) && IsWeight(cnn) && dnn + lstm + cnn > 0,
            "judgement.weights must be 0 or more and not all 0");
        Require(double.IsFinite(judgement.Temperature) && judgement.Temperature > 0, "judgement.temperature must be a number above 0");
        var rule = judgement.Abnormal;
        Require(double.IsFinite(rule.Bias) && double.IsFinite(rule.LogitAbnormal) && double.IsFinite(rule.LogError),
            "judgement.abnormal has a coefficient that is not a number");
        Require(double.IsFinite(rule.ReferenceError) && rule.ReferenceError > 0, "judgement.abnormal.referenceError must be a number above 0");
        Require(rule.Threshold is > 0 and < 1, "judgement.abnormal.threshold must lie between 0 and 1");
    }

    private static bool IsWeight(double weight) => double.IsFinite(weight) && weight >= 0;

    // A manifest must not reach outside its folder.
    private static void CheckFile(string owner, string file, string sha256)
    {
        Require(file.Length > 0 && file == Path.GetFileName(file) && file is not ("." or ".."), $"{owner}.file '{file}' is not a plain file name");
        Require(sha256.Length == 64, $"{owner}.sha256 is not 64 hexadecimal digits");
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds) throw new ModelSetException(FileName, otherwise);
    }
}
