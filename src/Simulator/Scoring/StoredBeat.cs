using EcgStream.Signal.Beats;

namespace EcgStream.Simulator.Scoring;

/// <summary>What a store says of a beat.</summary>
/// <param name="Beat">Beat number since admission.</param>
/// <param name="SampleHash">Hash of the samples judged.</param>
/// <param name="Class">Combined class; Unknown where the beat has no verdict.</param>
public readonly record struct StoredBeat(long Beat, ulong SampleHash, BeatClass Class);
