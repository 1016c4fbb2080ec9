namespace EcgStream.Inference.Evaluation;

/// <summary>What others report, to read beside one's own.</summary>
public static class PublishedFigures
{
    /// <summary>Five classes on the official split (UCR archive benchmarks and the methods' papers).</summary>
    public static IReadOnlyList<(string Method, double Accuracy)> FiveClasses { get; } =
    [
        ("TSN", 0.948), ("ROCKET", 0.9472), ("MultiRocket", 0.9464), ("COTE", 0.946),
        ("InceptionTime", 0.9409), ("FCN", 0.940), ("ResNet", 0.934), ("MLP", 0.929),
    ];

    /// <summary>
    /// An earlier system with the same four kinds of model. It merged TRAIN and TEST and oversampled before it split, so
    /// copies of test beats were trained on: these figures do not say how it does on beats it has not seen.
    /// </summary>
    public static IReadOnlyList<(string Model, double Accuracy, double? F1)> LeakyFiveClasses { get; } =
        [("DNN", 0.858, 0.853), ("CNN", 0.8405, 0.838), ("LSTM", 0.823, null)];

    /// <summary>The same system's autoencoder, normal or not; leaky for the same reason.</summary>
    public static (double Accuracy, double Precision, double Recall) LeakyAutoencoder { get; } = (0.916, 0.995, 0.804);
}
