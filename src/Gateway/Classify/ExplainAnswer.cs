using EcgStream.Inference.Judging;

namespace EcgStream.Gateway.Classify;

/// <summary>Which samples of a beat made the models decide.</summary>
/// <param name="ModelSet">Version of the model set that judged.</param>
/// <param name="Verdict">What the models say of the beat.</param>
/// <param name="Attribution">How much each sample counted, by model.</param>
/// <param name="Reconstruction">float[140]: the autoencoder's idea of the beat, z-score units.</param>
public sealed record ExplainAnswer(
    string ModelSet, BeatAnswer Verdict, AttributionAnswer Attribution, float[] Reconstruction)
{
    internal static ExplainAnswer From(BeatAttribution found) => new(
        found.Verdict.ModelSet,
        BeatAnswer.From(found.Verdict, ModelPick.All),
        new AttributionAnswer(found.Dnn, found.Lstm, found.Cnn, found.Autoencoder),
        found.Reconstruction);
}
