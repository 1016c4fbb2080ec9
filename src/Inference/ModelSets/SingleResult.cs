namespace EcgStream.Inference.ModelSets;

/// <summary>What one model alone says of n beats.</summary>
/// <param name="Model">dnn, lstm, cnn or autoencoder.</param>
/// <param name="Probabilities">float[n × 5], calibrated; empty for the autoencoder.</param>
/// <param name="Errors">float[n], mean absolute reconstruction error in z-score units; empty for classifiers.</param>
/// <param name="Reconstruction">float[n × 140], z-score units; empty for classifiers.</param>
public sealed record SingleResult(string Model, float[] Probabilities, float[] Errors, float[] Reconstruction);
