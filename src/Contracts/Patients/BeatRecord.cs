using EcgStream.Signal.Beats;
using Orleans;

namespace EcgStream.Contracts.Patients;

/// <summary>A stored beat.</summary>
/// <param name="PatientId">Patient.</param>
/// <param name="Beat">Beat with its verdict and times.</param>
/// <param name="StoredAt">When it was committed, or null where it has only been judged.</param>
/// <param name="Waveform">float[140] in z-score units, or null.</param>
/// <param name="WaveformAbsent">Why <see cref="Waveform"/> is null; else null.</param>
public sealed record BeatRecord(
    string PatientId,
    JudgedBeat Beat,
    DateTimeOffset? StoredAt,
    float[]? Waveform,
    string? WaveformAbsent);
