using EcgStream.Contracts.Patients;

namespace EcgStream.Contracts.Alarms;

/// <summary>An alarm with the beats around it.</summary>
/// <param name="Alarm">The alarm as it stands.</param>
/// <param name="Beats">Oldest first, from some beats before its onset on, each with its waveform where one was kept.</param>
public sealed record AlarmStrip(AlarmRecord Alarm, IReadOnlyList<BeatRecord> Beats);
