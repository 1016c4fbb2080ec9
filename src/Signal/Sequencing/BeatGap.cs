namespace EcgStream.Signal.Sequencing;

/// <summary>The lowest run of missing beats while later ones wait.</summary>
/// <param name="FirstBeat">First missing beat.</param>
/// <param name="BeatCount">How many are missing, at least 1.</param>
/// <param name="Since">Timestamp, as given to <see cref="BeatSequencer.Accept"/>, of the first sample that waits for them.</param>
public readonly record struct BeatGap(long FirstBeat, long BeatCount, long Since);
