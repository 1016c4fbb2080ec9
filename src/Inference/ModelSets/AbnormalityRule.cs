namespace EcgStream.Inference.ModelSets;

/// <summary>A logistic rule over the combined probability of an abnormal class and the reconstruction error.</summary>
/// <param name="Bias">Constant term.</param>
/// <param name="LogitAbnormal">Coefficient of logit(1 − p(Normal)).</param>
/// <param name="LogError">Coefficient of ln(error / reference).</param>
/// <param name="ReferenceError">Error that counts as 1, z-score units.</param>
/// <param name="Threshold">Abnormality above which a beat counts as abnormal, 0…1.</param>
public sealed record AbnormalityRule(
    double Bias, double LogitAbnormal, double LogError, double ReferenceError, double Threshold);
