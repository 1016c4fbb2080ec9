using EcgStream.Contracts.Alarms;
using EcgStream.Contracts.Patients;

namespace EcgStream.Contracts.Live;

/// <summary>The ward as pages and integrators see it: live state from the silos, the rest from History.</summary>
public interface IWard
{
    /// <summary>All admitted patients by id; those without an active grain come from History, marked not live.</summary>
    Task<IReadOnlyList<PatientStatus>> GetPatientsAsync(CancellationToken cancel);

    /// <summary>One patient, or null when not admitted.</summary>
    Task<PatientStatus?> FindPatientAsync(string patientId, CancellationToken cancel);

    /// <summary>Alarms that are not cleared, in <see cref="AlarmOrder"/>.</summary>
    Task<IReadOnlyList<AlarmRecord>> GetOpenAlarmsAsync(CancellationToken cancel);

    /// <summary>Acknowledges once for all; null when there is no such alarm.</summary>
    Task<AlarmRecord?> AcknowledgeAsync(string alarmId, string who, CancellationToken cancel);
}
