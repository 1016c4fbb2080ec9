using EcgStream.Signal.Beats;

namespace EcgStream.Dashboard.Api;

/// <summary>What one class model says.</summary>
/// <param name="Class">Its most probable class.</param>
/// <param name="Probabilities">Of the five classes by number: [0] is class 1, Normal.</param>
public sealed record ModelVerdict(BeatClass Class, float[] Probabilities);
