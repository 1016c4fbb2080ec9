namespace EcgStream.Inference.ModelSets;

/// <summary>What a model set was fitted on.</summary>
/// <param name="Name">Name of the data set.</param>
/// <param name="Split">Which part of it.</param>
/// <param name="Beats">Number of beats.</param>
/// <param name="Sha256">SHA-256 of the file, in hexadecimal.</param>
public sealed record TrainingData(string Name, string Split, int Beats, string Sha256);
