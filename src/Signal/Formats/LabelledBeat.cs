using EcgStream.Signal.Beats;

namespace EcgStream.Signal.Formats;

/// <summary>A beat of a data set with the class that the data set states.</summary>
/// <param name="Samples">float[140], finite, z-score units. Immutable.</param>
/// <param name="Class">Stated class; Unknown where it is <c>?</c> or absent.</param>
public sealed record LabelledBeat(float[] Samples, BeatClass Class);
