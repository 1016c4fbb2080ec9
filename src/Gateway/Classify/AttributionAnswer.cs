namespace EcgStream.Gateway.Classify;

/// <summary>How much each sample counted for each model.</summary>
/// <param name="Dnn">float[140]: how much the DNN's probability of the verdict's class falls when the surroundings of the
/// sample are smoothed over; negative where it rises.</param>
/// <param name="Lstm">float[140]: the same of the LSTM.</param>
/// <param name="Cnn">float[140]: the same of the CNN.</param>
/// <param name="Autoencoder">float[140]: |sample − reconstruction|, z-score units; their mean is the reconstruction error.</param>
public sealed record AttributionAnswer(float[] Dnn, float[] Lstm, float[] Cnn, float[] Autoencoder);
