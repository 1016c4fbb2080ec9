namespace EcgStream.Gateway.Classify;

/// <summary>What the autoencoder says.</summary>
/// <param name="Anomalous">The reconstruction error is above the threshold.</param>
public sealed record AutoencoderAnswer(bool Anomalous);
