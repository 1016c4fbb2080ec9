namespace EcgStream.Inference.ModelSets;

/// <summary>Names of the models, in the order of the combined graph's columns.</summary>
public static class ModelNames
{
    /// <summary>Dense network.</summary>
    public const string Dnn = "dnn";

    /// <summary>Recurrent network.</summary>
    public const string Lstm = "lstm";

    /// <summary>Convolutional network.</summary>
    public const string Cnn = "cnn";

    /// <summary>Reconstruction network: the only one that knows no classes.</summary>
    public const string Autoencoder = "autoencoder";

    /// <summary>The three that give class probabilities.</summary>
    public static IReadOnlyList<string> Classifiers { get; } = [Dnn, Lstm, Cnn];

    /// <summary>All four.</summary>
    public static IReadOnlyList<string> All { get; } = [Dnn, Lstm, Cnn, Autoencoder];
}
