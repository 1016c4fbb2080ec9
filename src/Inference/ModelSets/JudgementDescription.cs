namespace EcgStream.Inference.ModelSets;

/// <summary>Parameters of <see cref="Judging.Judgement"/>, fitted on held-out folds.</summary>
/// <param name="Weights">Say of each class model.</param>
/// <param name="Temperature">Temperature of the weighted mean; above 1 it is less sure.</param>
/// <param name="Abnormal">The rule for abnormality.</param>
/// <param name="CrossValidation">Figures on held-out folds of the training data.</param>
public sealed record JudgementDescription(
    ModelWeights Weights, double Temperature, AbnormalityRule Abnormal, CrossValidation CrossValidation)
{
    /// <summary>Of a manifest made without files.</summary>
    internal static JudgementDescription None { get; } =
        new(new(1, 1, 1), 1, new(0, 1, 0, 1, 0.5), new());
}
