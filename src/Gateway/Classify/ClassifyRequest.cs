using System.ComponentModel.DataAnnotations;

namespace EcgStream.Gateway.Classify;

/// <summary>One beat as samples, or many as beats; just one of the two.</summary>
/// <param name="Samples">One beat: 140 samples in z-score units, each within ±100.</param>
/// <param name="Beats">1…1,024 beats of 140 samples each.</param>
public sealed record ClassifyRequest(
    [property: Length(140, 140)] float[]? Samples = null, [property: Length(1, ClassifyBody.MostBeats)] float[][]? Beats = null)
{
    internal static string Example { get; } =
        $$"""{"samples":[{{string.Join(",", Enumerable.Range(0, 140).Select(i => i is > 20 and < 26 ? "2.5" : "-0.25"))}}]}""";
}
