using EcgStream.Signal.Beats;

namespace EcgStream.Dashboard.Api;

/// <summary>A beat in history.</summary>
/// <param name="Beat">Number since admission.</param>
/// <param name="Start">Time of its first sample.</param>
/// <param name="RrMs">RR interval in ms.</param>
/// <param name="HeartRate">Beats a minute over this beat.</param>
/// <param name="Verdict">What the models say.</param>
/// <param name="Times">Where its time went.</param>
/// <param name="StoredAt">When it was committed, or null.</param>
/// <param name="Waveform">float[140] in z-score units, or null.</param>
/// <param name="WaveformAbsent">Why it is null.</param>
public sealed record StoredBeat(
    long Beat, DateTimeOffset Start, double RrMs, double HeartRate, BeatVerdict Verdict, BeatTimes Times,
    DateTimeOffset? StoredAt = null, float[]? Waveform = null, string? WaveformAbsent = null);
