namespace EcgStream.Inference.ModelSets;

/// <summary>Kinds of signal that a model set judges.</summary>
public static class JudgedSignal
{
    /// <summary>Single beats in the form of ECG5000: 140 samples, z-score units; classes as in <see cref="Signal.Beats.BeatClass"/>.</summary>
    public const string Ecg5000 = "ecg5000";

    /// <summary>Continuous ECG as in MIT-BIH (<see cref="Signal.Features.BeatInput"/>); groups as in <see cref="Signal.Beats.AamiGroup"/>.</summary>
    public const string MitBih = "mitdb";
}
