namespace EcgStream.Simulator.Beats;

/// <summary>Shape of generator/beats.json; arrays are base64 of little-endian float16.</summary>
internal sealed record GeneratorFile(
    int Dimensions, double Smoothness, string Mean, string Basis, IReadOnlyList<GeneratorFile.ClassEntry> Classes,
    GeneratorFigures Figures)
{
    internal sealed record ClassEntry(string Label, double Prior, string Weights, string Means, string Factors, string Residual);
}
