using EcgStream.Signal.Beats;

namespace EcgStream.Gateway.Classify;

/// <summary>A beat of known class.</summary>
/// <param name="Source">Where it comes from, for people.</param>
/// <param name="Synthetic">True for a beat of the generator.</param>
/// <param name="Class">True class.</param>
/// <param name="Name">The class for people.</param>
/// <param name="Number">The class's number in ECG5000, 1…5.</param>
/// <param name="Draw">Asked for again, it gives the same beat of this source.</param>
/// <param name="Samples">float[140], z-score units.</param>
public sealed record TestBeatAnswer(string Source, bool Synthetic, BeatClass Class, string Name, int Number, long Draw, float[] Samples);
