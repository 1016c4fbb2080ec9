namespace EcgStream.Inference.ModelSets;

/// <summary>The graph that runs all four models at once.</summary>
/// <param name="File">File name beside the manifest.</param>
/// <param name="Sha256">SHA-256 of the file, in hexadecimal.</param>
/// <param name="Bytes">Length of the file.</param>
/// <param name="Input">Name of its input, float[batch, 140].</param>
/// <param name="Output">Name of its output, float[batch, 16].</param>
/// <param name="Columns">Models in the order of their columns: 5, 5, 5 probabilities and 1 error.</param>
public sealed record CombinedDescription(
    string File, string Sha256, long Bytes, string Input, string Output, IReadOnlyList<string> Columns);
