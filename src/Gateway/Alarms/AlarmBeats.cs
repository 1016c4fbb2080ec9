using EcgStream.Contracts.Alarms;
using EcgStream.Gateway.Patients;

namespace EcgStream.Gateway.Alarms;

/// <summary>An alarm with the beats around it.</summary>
/// <param name="Alarm">The alarm as it stands.</param>
/// <param name="Beats">Oldest first, from five beats before the onset to 5 s after the end, 200 at most.</param>
public sealed record AlarmBeats(AlarmRecord Alarm, IReadOnlyList<BeatBody> Beats);
