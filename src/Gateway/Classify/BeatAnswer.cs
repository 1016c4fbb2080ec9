using EcgStream.Signal.Beats;

namespace EcgStream.Gateway.Classify;

/// <summary>What the models say of one beat.</summary>
/// <param name="Class">Combined class.</param>
/// <param name="Name">Its name as the data set spells it, e.g. "R-on-T PVC".</param>
/// <param name="Number">Its number in the data set, 1…5.</param>
/// <param name="Probability">Combined probability of the class, 0…1.</param>
/// <param name="Abnormality">Combined probability that the beat is not normal, 0…1.</param>
/// <param name="Disagree">The models contradict each other on normal or not.</param>
/// <param name="ReconstructionError">Mean absolute error of the autoencoder, z-score units.</param>
/// <param name="Threshold">The autoencoder's threshold in force, z-score units.</param>
/// <param name="AnomalyScore">Reconstruction error over threshold; anomalous above 1.</param>
/// <param name="Models">The answers of the models asked for.</param>
/// <param name="ModelSet">Version of the model set that judged.</param>
public sealed record BeatAnswer(
    BeatClass Class,
    string Name,
    int Number,
    float Probability,
    float Abnormality,
    bool Disagree,
    float ReconstructionError,
    float Threshold,
    float AnomalyScore,
    ModelAnswers Models,
    string ModelSet)
{
    internal static BeatAnswer From(in Verdict verdict, ModelPick pick) =>
        new(
            verdict.Class,
            verdict.Class.Name(),
            (int)verdict.Class,
            verdict.Probability,
            verdict.Abnormality,
            verdict.Disagree,
            verdict.ReconstructionError,
            verdict.Threshold,
            verdict.AnomalyScore,
            new ModelAnswers(
                pick.HasFlag(ModelPick.Dnn) ? ModelAnswer.From(verdict.Dnn) : null,
                pick.HasFlag(ModelPick.Lstm) ? ModelAnswer.From(verdict.Lstm) : null,
                pick.HasFlag(ModelPick.Cnn) ? ModelAnswer.From(verdict.Cnn) : null,
                pick.HasFlag(ModelPick.Autoencoder) ? new AutoencoderAnswer(verdict.IsAnomalous) : null),
            verdict.ModelSet);
}
