using EcgStream.Contracts.Patients;

namespace EcgStream.History;

/// <summary>A patient as stored.</summary>
/// <param name="PatientId">Patient.</param>
/// <param name="Bed">Bed label, or null.</param>
/// <param name="Limits">Alarm limits.</param>
/// <param name="AdmittedAt">When admitted.</param>
/// <param name="DischargedAt">When discharged, or null.</param>
/// <param name="Epoch">Number of activations so far.</param>
/// <param name="Watermark">Everything before this absolute sample is judged and stored, or a recorded hole.</param>
/// <param name="Beats">Beats stored.</param>
/// <param name="AudioPause">The last audio pause, unless it was ended; it may be over by its time.</param>
public sealed record PatientRecord(
    string PatientId,
    string? Bed,
    AlarmLimits Limits,
    DateTimeOffset AdmittedAt,
    DateTimeOffset? DischargedAt,
    long Epoch,
    long Watermark,
    long Beats,
    AudioPause? AudioPause = null);
