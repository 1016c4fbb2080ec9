namespace EcgStream.Inference.ModelSets;

/// <summary>One model of a set.</summary>
/// <param name="Name">dnn, lstm, cnn or autoencoder.</param>
/// <param name="Kind">"classifier" or "anomaly".</param>
/// <param name="File">File name beside the manifest.</param>
/// <param name="Sha256">SHA-256 of the file, in hexadecimal.</param>
/// <param name="Bytes">Length of the file.</param>
/// <param name="Parameters">Number of trained parameters.</param>
/// <param name="Input">Name of its input, float[batch, 140].</param>
/// <param name="Outputs">Names of its outputs.</param>
/// <param name="CrossValidation">Figures on held-out folds of the training data.</param>
/// <param name="Temperature">Calibration of a classifier, already inside its graph.</param>
/// <param name="Threshold">Error above which the autoencoder calls a beat anomalous, z-score units.</param>
/// <param name="OwnThreshold">The threshold as shipped while another one is in force, else null.</param>
public sealed record ModelDescription(
    string Name, string Kind, string File, string Sha256, long Bytes, long Parameters, string Input,
    IReadOnlyList<string> Outputs, CrossValidation CrossValidation, double? Temperature = null, float? Threshold = null,
    float? OwnThreshold = null);
