namespace EcgStream.Inference;

/// <summary>How many beats the last runs of the combined graph had.</summary>
/// <param name="Mean">Beats a run; 0 where there was none.</param>
/// <param name="Most">Beats of the largest.</param>
public readonly record struct BatchSizes(double Mean, int Most);
