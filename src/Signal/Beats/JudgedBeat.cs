using EcgStream.Signal.Quality;

namespace EcgStream.Signal.Beats;

/// <summary>A beat with its verdict: what alarm rules look at and history keeps.</summary>
/// <param name="Index">Beat number since admission.</param>
/// <param name="Start">Time of its first sample.</param>
/// <param name="RrMs">RR interval in ms.</param>
/// <param name="SampleHash">64-bit hash of its 140 samples (<see cref="Beats.SampleHash"/>), so that stored can be compared with sent.</param>
/// <param name="Verdict">What the models say.</param>
/// <param name="Times">Where the time went.</param>
public readonly record struct JudgedBeat(
    long Index, DateTimeOffset Start, double RrMs, ulong SampleHash, Verdict Verdict, BeatTimes Times)
{
    /// <summary>What is wrong with its raw samples.</summary>
    public SignalQuality Quality { get; init; }

    /// <summary>Heart rate over this beat, beats a minute.</summary>
    public double HeartRate => 60_000 / RrMs;
}
