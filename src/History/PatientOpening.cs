using EcgStream.Contracts.Alarms;
using EcgStream.Signal.Beats;

namespace EcgStream.History;

/// <summary>What an activation needs to go on where the last one stopped.</summary>
/// <param name="Patient">The patient, with the new epoch.</param>
/// <param name="RecentBeats">The last stored beats, oldest first.</param>
/// <param name="OpenAlarms">Alarms that are not cleared.</param>
public sealed record PatientOpening(
    PatientRecord Patient,
    IReadOnlyList<JudgedBeat> RecentBeats,
    IReadOnlyList<AlarmRecord> OpenAlarms);
