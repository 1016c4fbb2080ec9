namespace EcgStream.Simulator.Beats;

/// <summary>Accuracy of classifiers that tell generated beats from real ones: 0.5 where they cannot, 1 where they always can.</summary>
/// <param name="NearestNeighbour">Of the nearest neighbour.</param>
/// <param name="RandomForest">Of a random forest.</param>
public sealed record TwoSampleScores(double NearestNeighbour, double RandomForest);
