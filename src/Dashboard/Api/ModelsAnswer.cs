namespace EcgStream.Dashboard.Api;

/// <summary>The models in force and how good they are.</summary>
public sealed record ModelsAnswer(ModelManifest Manifest, ThresholdAnswer Threshold, EvaluationAnswer? Evaluation = null, string? EvaluationAbsent = null);
