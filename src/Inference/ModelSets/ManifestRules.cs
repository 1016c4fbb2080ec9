using EcgStream.Signal.Beats;
using EcgStream.Signal.Conditioning;
using EcgStream.Signal.Features;

namespace EcgStream.Inference.ModelSets;

/// <summary>What a manifest must say before its files are looked at.</summary>
internal static class ManifestRules
{
    public const string FileName = "manifest.json";

    /// <exception cref="ModelSetException">A value is missing or out of range; the reason names its key.</exception>
    public static void Check(ModelManifest manifest, string signal)
    {
        Require(!string.IsNullOrWhiteSpace(manifest.Version), "version is empty");
        Require(manifest.Signal == signal, $"signal is '{manifest.Signal}', and a set for '{signal}' is wanted");
        CheckInput(manifest);
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

    // The features are computed by this program, so a set that was fitted on others is of no use.
    private static void CheckInput(ModelManifest manifest)
    {
        var continuous = manifest.Signal == JudgedSignal.MitBih;
        var samples = continuous ? BeatInput.Samples : BeatFrame.SampleCount;
        Require(manifest.SampleCount == samples, $"sampleCount is {manifest.SampleCount}, not {samples}");
        Require(manifest.Input is not null == continuous, continuous ? "input is missing" : "input is for continuous signals only");
        if (manifest.Input is not { } input) return;
        Require(input.SampleRateHz == SignalConditioner.RateHz, $"input.sampleRateHz is {input.SampleRateHz}, not {SignalConditioner.RateHz}");
        Require(input.Channels.Count == BeatInput.Channels, $"input.channels has {input.Channels.Count} names, not {BeatInput.Channels}");
        Require(input.SamplesBeforeR == BeatInput.Before, $"input.samplesBeforeR is {input.SamplesBeforeR}, not {BeatInput.Before}");
        Require(input.Values.SequenceEqual(BeatInput.ValueNames), "input.values are not those that this program computes");
        Require(input.Width == BeatInput.Length, $"input.width is {input.Width}, not {BeatInput.Length}");
        Require(input.ReconstructionCount is > 0 and <= BeatInput.Length, $"input.reconstructionCount is {input.ReconstructionCount}");
        Require(manifest.Labels.SequenceEqual(Enum.GetNames<AamiGroup>()), $"labels must be {string.Join(", ", Enum.GetNames<AamiGroup>())}");
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
