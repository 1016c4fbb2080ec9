using EcgStream.Contracts.Patients;
using EcgStream.Signal.Alarms;
using EcgStream.Signal.Beats;

namespace EcgStream.Gateway.Patients;

/// <summary>A patient now, with limits.</summary>
/// <param name="PatientId">Patient.</param>
/// <param name="Bed">Bed label, or null.</param>
/// <param name="Limits">Alarm limits in force.</param>
/// <param name="AdmittedAt">When admitted.</param>
/// <param name="Watermark">Everything before this absolute sample is judged and stored, or a recorded hole.</param>
/// <param name="Beats">Beats judged since admission.</param>
/// <param name="LastBeatAt">Start of the last judged beat, or null.</param>
/// <param name="HeartRate">Beats a minute, or null.</param>
/// <param name="LastClass">Combined class of the last judged beat.</param>
/// <param name="LastProbability">Its probability.</param>
/// <param name="AnomalyScore">Reconstruction error over threshold of the last judged beat.</param>
/// <param name="Alarm">The most urgent alarm whose condition is present, or null.</param>
/// <param name="AlarmPriority">Its priority.</param>
/// <param name="Live">False when no grain is active for the patient.</param>
/// <param name="UpdatedAt">When this was last changed.</param>
/// <param name="Signal">What is known of the signal.</param>
/// <param name="AudioPause">Set while alarms make no sound.</param>
public sealed record PatientDetail(
    string PatientId,
    string? Bed,
    AlarmLimits Limits,
    DateTimeOffset AdmittedAt,
    long Watermark,
    long Beats,
    DateTimeOffset? LastBeatAt,
    double? HeartRate,
    BeatClass LastClass,
    float LastProbability,
    float AnomalyScore,
    string? Alarm,
    AlarmPriority AlarmPriority,
    bool Live,
    DateTimeOffset UpdatedAt,
    PatientSignal Signal,
    AudioPause? AudioPause)
{
    internal static PatientDetail From(History.PatientRecord patient, PatientStatus now) => new(
        patient.PatientId, patient.Bed, patient.Limits, patient.AdmittedAt, Math.Max(now.Watermark, patient.Watermark),
        now.Beats, now.LastBeatAt, now.HeartRate, now.LastClass, now.LastProbability, now.AnomalyScore, now.Alarm,
        now.AlarmPriority, now.Live, now.UpdatedAt, now.Signal, now.AudioPause);
}
