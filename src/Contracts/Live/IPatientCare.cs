using EcgStream.Contracts.Alarms;
using EcgStream.Contracts.Patients;

namespace EcgStream.Contracts.Live;

/// <summary>What people do to a patient's monitoring, and what they look back at. Every act is answered when it is durable.</summary>
public interface IPatientCare
{
    /// <summary>Admits, re-admits or changes a patient; limits are in force with the next beat.</summary>
    /// <exception cref="ArgumentException">Not a patient id, or limits that contradict each other.</exception>
    Task<PatientStatus> AdmitAsync(string patientId, Admission admission, CancellationToken cancel);

    /// <summary>Discharges: history stays, alarms end, further beats are refused. False when nobody is admitted under this id.</summary>
    Task<bool> DischargeAsync(string patientId, string by, CancellationToken cancel);

    /// <summary>Pauses the sound of a patient's alarms for two minutes from now; null when not admitted.</summary>
    Task<PatientStatus?> PauseAudioAsync(string patientId, string by, CancellationToken cancel);

    /// <summary>Ends the pause; null when not admitted.</summary>
    Task<PatientStatus?> ResumeAudioAsync(string patientId, string by, CancellationToken cancel);

    /// <summary>Minutes or hours of a patient, oldest first, from <paramref name="from"/> until before <paramref name="to"/>.</summary>
    Task<IReadOnlyList<TrendPoint>> GetTrendAsync(
        string patientId, DateTimeOffset from, DateTimeOffset to, TrendResolution resolution, CancellationToken cancel);

    /// <summary>An alarm with its beats; null when there is no such alarm.</summary>
    Task<AlarmStrip?> GetStripAsync(string alarmId, CancellationToken cancel);
}
