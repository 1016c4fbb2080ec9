using EcgStream.Signal.Beats;

namespace EcgStream.Gateway.Classify;

/// <summary>The verdict on a row of a file.</summary>
/// <param name="Line">Line in the file, from 1.</param>
/// <param name="Truth">Class that the file states, or null.</param>
/// <param name="Verdict">What the models say.</param>
public sealed record FileBeatAnswer(int Line, BeatClass? Truth, BeatAnswer Verdict);
