namespace EcgStream.Inference.Evaluation;

/// <summary>Answers whose stated probability lies in one bin.</summary>
/// <param name="Low">Lower edge of the bin, 0…1.</param>
/// <param name="High">Upper edge of the bin, 0…1.</param>
/// <param name="Beats">Answers in it, unweighted.</param>
/// <param name="Share">Their share of all answers, weighted.</param>
/// <param name="Confidence">Their mean stated probability, weighted.</param>
/// <param name="Accuracy">The share of them that is right, weighted.</param>
public readonly record struct ReliabilityBin(
    double Low, double High, int Beats, double Share, double Confidence, double Accuracy);
