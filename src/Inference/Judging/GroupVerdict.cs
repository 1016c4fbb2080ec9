using EcgStream.Signal.Beats;

namespace EcgStream.Inference.Judging;

/// <summary>Calibrated probabilities of the five AAMI groups; they add up to 1.</summary>
public readonly record struct GroupProbabilities(float N, float S, float V, float F, float Q)
{
    /// <summary>Reads five probabilities in the order of the groups.</summary>
    /// <param name="values">float[5] or longer.</param>
    public static GroupProbabilities From(ReadOnlySpan<float> values) => new(values[0], values[1], values[2], values[3], values[4]);

    /// <summary>The probability of one group.</summary>
    public float this[AamiGroup group] => group switch
    {
        AamiGroup.N => N,
        AamiGroup.S => S,
        AamiGroup.V => V,
        AamiGroup.F => F,
        _ => Q,
    };

    /// <summary>The most probable group; the first wins a tie.</summary>
    public AamiGroup Best
    {
        get
        {
            var best = AamiGroup.N;
            for (var group = AamiGroup.S; group <= AamiGroup.Q; group++)
                if (this[group] > this[best]) best = group;
            return best;
        }
    }
}

/// <summary>What the four models say of one beat of a continuous signal, and what they say together.</summary>
/// <param name="Combined">Combined probabilities.</param>
/// <param name="Abnormality">Combined probability that the beat is not of group N, 0…1, from class models and reconstruction error.</param>
/// <param name="Disagree">The models contradict each other on normal or not.</param>
/// <param name="Dnn">Probabilities of the DNN.</param>
/// <param name="Lstm">Probabilities of the LSTM.</param>
/// <param name="Cnn">Probabilities of the CNN.</param>
/// <param name="ReconstructionError">Mean absolute error of the autoencoder, in units of the leads' RMS.</param>
/// <param name="Threshold">The autoencoder's threshold, same unit.</param>
/// <param name="ModelSet">Version of the model set.</param>
public readonly record struct GroupVerdict(
    GroupProbabilities Combined, float Abnormality, bool Disagree, GroupProbabilities Dnn, GroupProbabilities Lstm, GroupProbabilities Cnn,
    float ReconstructionError, float Threshold, string ModelSet)
{
    /// <summary>The combined group.</summary>
    public AamiGroup Group => Combined.Best;

    /// <summary>Reconstruction error over threshold: from 1 on the autoencoder calls the beat anomalous.</summary>
    public float AnomalyScore => ReconstructionError / Threshold;
}
