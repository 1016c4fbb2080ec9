using EcgStream.Signal.Beats;

namespace EcgStream.Inference.Judging;

/// <summary>Which samples of a beat made the models decide.</summary>
/// <param name="Verdict">The beat's verdict.</param>
/// <param name="Dnn">float[140]: how much the DNN's probability of the verdict's class falls when the surroundings of the
/// sample are smoothed over; negative where it rises.</param>
/// <param name="Lstm">float[140]: the same of the LSTM.</param>
/// <param name="Cnn">float[140]: the same of the CNN.</param>
/// <param name="Autoencoder">float[140]: |sample − reconstruction|, z-score units.</param>
/// <param name="Reconstruction">float[140]: the autoencoder's idea of the beat, z-score units.</param>
public sealed record BeatAttribution(
    Verdict Verdict, float[] Dnn, float[] Lstm, float[] Cnn, float[] Autoencoder, float[] Reconstruction);
