namespace EcgStream.Dashboard.Api;

/// <summary>Figures on beats whose truth is known.</summary>
public sealed record EvaluationAnswer(
    string Data, int TestBeats, int KnownBeats, bool Reweighted, IReadOnlyList<ClassifierSummary> Models, IReadOnlyList<AnomalySummary> Anomaly);
