using EcgStream.Inference.ModelSets;

namespace EcgStream.Gateway.Models;

/// <summary>The models in force and how good they are.</summary>
/// <param name="Manifest">The manifest of the set, with the threshold in force: versions, files, hashes, training figures.</param>
/// <param name="Threshold">The autoencoder's threshold and what it does.</param>
/// <param name="Changes">Changes of the threshold for this set, newest first, at most 100.</param>
/// <param name="Evaluation">Figures on the TEST split, or null.</param>
/// <param name="EvaluationAbsent">Why there are none, or null.</param>
public sealed record ModelsAnswer(
    ModelManifest Manifest, ThresholdAnswer Threshold, IReadOnlyList<ThresholdChangeAnswer> Changes, EvaluationAnswer? Evaluation,
    string? EvaluationAbsent);
