using EcgStream.Contracts.Alarms;
using EcgStream.Contracts.Patients;
using EcgStream.Signal.Beats;

namespace EcgStream.History.Writing;

/// <summary>What some beats of one patient caused; commits whole or not at all.</summary>
/// <param name="PatientId">Patient.</param>
/// <param name="Epoch">Epoch of the activation that writes.</param>
/// <param name="Beats">Judged beats, by index.</param>
/// <param name="Waveforms">(beat, float[140] in z-score units) to keep; a beat may have been in an earlier batch.</param>
/// <param name="Holes">Holes recorded.</param>
/// <param name="Alarms">Alarm changes, oldest first; each whole, as it stands after the change.</param>
/// <param name="Watermark">The patient's watermark once this is committed, absolute sample.</param>
public sealed record PatientBatch(
    string PatientId,
    long Epoch,
    IReadOnlyList<JudgedBeat> Beats,
    IReadOnlyList<(long Beat, ReadOnlyMemory<float> Samples)> Waveforms,
    IReadOnlyList<Hole> Holes,
    IReadOnlyList<AlarmRecord> Alarms,
    long Watermark)
{
    /// <summary>An alarm in it has broken the patient's audio pause.</summary>
    public bool BreaksAudioPause { get; init; }
}
