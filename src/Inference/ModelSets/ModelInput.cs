namespace EcgStream.Inference.ModelSets;

/// <summary>What a graph of a set for continuous ECG reads: float[batch, <see cref="Width"/>], channels first, then values.</summary>
/// <param name="SampleRateHz">Rate of the channels.</param>
/// <param name="Channels">Channels of <see cref="ModelManifest.SampleCount"/> samples, by name.</param>
/// <param name="SamplesBeforeR">Samples of a channel before R.</param>
/// <param name="Leads">Leads that the set was fitted on: the first by name, then those that may be second; it may be absent.</param>
/// <param name="Values">Values behind the channels, by name.</param>
/// <param name="Width">Floats of one beat.</param>
/// <param name="ReconstructionCount">Values that the autoencoder gives back: means of three samples of the channels.</param>
public sealed record ModelInput(
    int SampleRateHz, IReadOnlyList<string> Channels, int SamplesBeforeR, IReadOnlyList<string> Leads, IReadOnlyList<string> Values,
    int Width, int ReconstructionCount);
