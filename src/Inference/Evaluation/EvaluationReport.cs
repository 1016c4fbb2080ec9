namespace EcgStream.Inference.Evaluation;

/// <summary>What an evaluation found.</summary>
/// <param name="ModelSet">Version of the model set.</param>
/// <param name="DataName">Name of the data set and split.</param>
/// <param name="TrainBeats">Beats that the models were fitted on.</param>
/// <param name="TestBeats">Beats evaluated.</param>
/// <param name="KnownBeats">Those of them whose class is known: the five-class figures rest on these.</param>
/// <param name="Reweighted">The split is not complete, and five-class figures are weighted to its official class counts.</param>
/// <param name="Sha256">Fingerprint of the beats.</param>
/// <param name="Models">Five-class figures: dnn, lstm, cnn, combined.</param>
/// <param name="Anomaly">Normal-versus-abnormal figures: autoencoder, combined.</param>
public sealed record EvaluationReport(
    string ModelSet, string DataName, int TrainBeats, int TestBeats, int KnownBeats, bool Reweighted, string Sha256,
    IReadOnlyList<ClassifierFigures> Models, IReadOnlyList<AnomalyFigures> Anomaly);
