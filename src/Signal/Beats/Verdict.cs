namespace EcgStream.Signal.Beats;

/// <summary>What the four models say of one beat, and what they say together.</summary>
/// <param name="Class">The combined class.</param>
/// <param name="Probability">Its combined probability, 0…1.</param>
/// <param name="Abnormality">Combined probability that the beat is not normal, 0…1, from class models and reconstruction error.</param>
/// <param name="Disagree">The models contradict each other on normal or not.</param>
/// <param name="Dnn">Probabilities of the DNN.</param>
/// <param name="Lstm">Probabilities of the LSTM.</param>
/// <param name="Cnn">Probabilities of the CNN.</param>
/// <param name="ReconstructionError">Mean absolute error of the autoencoder, z-score units.</param>
/// <param name="Threshold">The autoencoder's threshold in force, z-score units.</param>
/// <param name="ModelSet">Version of the model set that judged.</param>
public readonly record struct Verdict(
    BeatClass Class,
    float Probability,
    float Abnormality,
    bool Disagree,
    ClassProbabilities Dnn,
    ClassProbabilities Lstm,
    ClassProbabilities Cnn,
    float ReconstructionError,
    float Threshold,
    string ModelSet)
{
    /// <summary>Reconstruction error over threshold: from 1 on the autoencoder calls the beat anomalous.</summary>
    public float AnomalyScore => ReconstructionError / Threshold;

    /// <summary>The autoencoder's own answer.</summary>
    public bool IsAnomalous => ReconstructionError > Threshold;
}
