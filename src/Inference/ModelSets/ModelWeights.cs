namespace EcgStream.Inference.ModelSets;

/// <summary>Say of each class model in the combined class; only ratios matter.</summary>
public sealed record ModelWeights(double Dnn, double Lstm, double Cnn);
