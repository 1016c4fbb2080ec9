namespace EcgStream.Inference.ModelSets;

/// <summary>Figures on held-out folds of the training data; those that do not apply to a model are null.</summary>
public sealed record CrossValidation
{
    /// <summary>Share of right answers: five classes, or normal-or-not for the autoencoder.</summary>
    public double? Accuracy { get; init; }

    /// <summary>Unweighted mean of the classes' F1.</summary>
    public double? F1Macro { get; init; }

    /// <summary>Expected calibration error, 15 bins.</summary>
    public double? Ece { get; init; }

    /// <summary>Mean negative log likelihood, nats.</summary>
    public double? LogLoss { get; init; }

    /// <summary>F1 of abnormal.</summary>
    public double? F1 { get; init; }

    /// <summary>Area under the ROC curve of abnormal.</summary>
    public double? Auroc { get; init; }

    /// <summary>Sensitivity of each class, in class order.</summary>
    public IReadOnlyList<double>? Recall { get; init; }

    /// <summary>Normal-or-not figures of the whole judgement.</summary>
    public CrossValidation? Anomaly { get; init; }
}
