using EcgStream.Signal.Beats;

namespace EcgStream.Dashboard.Api;

/// <summary>What the models say of one beat.</summary>
/// <param name="Class">Combined class.</param>
/// <param name="Probability">Its probability, 0…1.</param>
/// <param name="Abnormality">Combined probability that the beat is not normal, 0…1.</param>
/// <param name="Disagree">The models contradict each other on normal or not.</param>
/// <param name="ReconstructionError">Mean absolute error of the autoencoder, z-score units.</param>
/// <param name="Threshold">Its threshold in force.</param>
/// <param name="AnomalyScore">Error over threshold; anomalous above 1.</param>
/// <param name="Models">Each model's own answer.</param>
/// <param name="ModelSet">Version of the model set.</param>
public sealed record BeatVerdict(
    BeatClass Class, float Probability, float Abnormality, bool Disagree, float ReconstructionError, float Threshold,
    float AnomalyScore, ModelVerdicts Models, string ModelSet);
