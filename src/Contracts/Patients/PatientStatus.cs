using EcgStream.Signal.Alarms;
using EcgStream.Signal.Beats;
using Orleans;

namespace EcgStream.Contracts.Patients;

/// <summary>A patient at this moment, as lists and tiles show it.</summary>
/// <param name="PatientId">Patient.</param>
/// <param name="Bed">Bed label, or null.</param>
/// <param name="Watermark">Everything before this absolute sample is judged and stored.</param>
/// <param name="Beats">Beats judged since admission.</param>
/// <param name="LastBeatAt">Start of the last judged beat (sample time), or null before the first.</param>
/// <param name="HeartRate">Beats a minute over the last eight beats, or null where it cannot be told.</param>
/// <param name="LastClass">Combined class of the last judged beat.</param>
/// <param name="LastProbability">Its probability.</param>
/// <param name="AnomalyScore">Reconstruction error over threshold of the last judged beat.</param>
/// <param name="Alarm">The most urgent alarm whose condition is present, or null.</param>
/// <param name="AlarmPriority">Its priority.</param>
/// <param name="Live">False when the figures come from history because no grain is active for the patient.</param>
/// <param name="UpdatedAt">When this was last changed, server time.</param>
/// <param name="Signal">What is known of the signal; while it is not Present, <paramref name="HeartRate"/> is 0 (no beat) or null.</param>
/// <param name="AudioPause">Set while alarms make no sound, for every viewer alike.</param>
[GenerateSerializer, Immutable, Alias("patient.status")]
public sealed record PatientStatus(
    [property: Id(0)] string PatientId,
    [property: Id(1)] string? Bed,
    [property: Id(2)] long Watermark,
    [property: Id(3)] long Beats,
    [property: Id(4)] DateTimeOffset? LastBeatAt,
    [property: Id(5)] double? HeartRate,
    [property: Id(6)] BeatClass LastClass,
    [property: Id(7)] float LastProbability,
    [property: Id(8)] float AnomalyScore,
    [property: Id(9)] string? Alarm,
    [property: Id(10)] AlarmPriority AlarmPriority,
    [property: Id(11)] bool Live,
    [property: Id(12)] DateTimeOffset UpdatedAt,
    [property: Id(13)] PatientSignal Signal = PatientSignal.Present,
    [property: Id(14)] AudioPause? AudioPause = null);
