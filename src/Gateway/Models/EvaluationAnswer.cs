using EcgStream.Inference.Evaluation;

namespace EcgStream.Gateway.Models;

/// <summary>Figures of `ecgstream evaluate`, at the threshold as shipped.</summary>
/// <param name="Data">Name of the data set and split.</param>
/// <param name="TestBeats">Beats evaluated.</param>
/// <param name="KnownBeats">Those of them whose class is known: five-class figures rest on these.</param>
/// <param name="Reweighted">Five-class figures are weighted to the official class counts, since the split is not complete.</param>
/// <param name="Models">Five-class figures with confusion matrices: dnn, lstm, cnn, combined.</param>
/// <param name="Anomaly">Normal-versus-abnormal figures with ROC points: autoencoder, combined.</param>
public sealed record EvaluationAnswer(
    string Data, int TestBeats, int KnownBeats, bool Reweighted, IReadOnlyList<ClassifierSummary> Models, IReadOnlyList<AnomalySummary> Anomaly)
{
    internal static EvaluationAnswer From(ModelFigures found) =>
        new(found.Data, found.TestBeats, found.KnownBeats, found.Reweighted, found.Models, found.Anomaly);
}
