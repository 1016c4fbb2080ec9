using EcgStream.Contracts.Patients;
using EcgStream.Gateway.Classify;
using EcgStream.Signal.Beats;
using EcgStream.Signal.Quality;

namespace EcgStream.Gateway.Patients;

/// <summary>A stored beat.</summary>
/// <param name="Beat">Beat number since admission.</param>
/// <param name="Start">Time of its first sample.</param>
/// <param name="RrMs">RR interval in ms.</param>
/// <param name="HeartRate">Beats a minute over this beat.</param>
/// <param name="SampleHash">64-bit hash of its samples, as a decimal string.</param>
/// <param name="Verdict">What the models say.</param>
/// <param name="Times">Where its time went.</param>
/// <param name="StoredAt">When it was committed, or null.</param>
/// <param name="Waveform">140 samples in z-score units, or null.</param>
/// <param name="WaveformAbsent">Why waveform is null; else null.</param>
/// <param name="Quality">What is wrong with the raw samples: Good, or of Noisy, Clipped and Flat what applies.</param>
public sealed record BeatBody(
    long Beat,
    DateTimeOffset Start,
    double RrMs,
    double HeartRate,
    string SampleHash,
    BeatAnswer Verdict,
    BeatTimes Times,
    DateTimeOffset? StoredAt,
    float[]? Waveform,
    string? WaveformAbsent,
    SignalQuality Quality)
{
    internal static BeatBody From(BeatRecord record) => new(
        record.Beat.Index, record.Beat.Start, record.Beat.RrMs, record.Beat.HeartRate,
        record.Beat.SampleHash.ToString(System.Globalization.CultureInfo.InvariantCulture),
        BeatAnswer.From(record.Beat.Verdict, ModelPick.All), record.Beat.Times, record.StoredAt,
        record.Waveform, record.WaveformAbsent, record.Beat.Quality);
}
