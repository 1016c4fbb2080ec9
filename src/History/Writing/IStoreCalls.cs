using EcgStream.Contracts.Alarms;
using EcgStream.Contracts.Patients;

namespace EcgStream.History.Writing;

/// <summary>What callers wait for, within the running transaction; each store does it in its own words.</summary>
internal interface IStoreCalls
{
    PatientRecord Admit(string patientId, string? bed, AlarmLimits limits, string by);

    /// <summary>Null when nobody is admitted under this id.</summary>
    PatientRecord? Discharge(string patientId, string by);

    /// <summary>Pauses or, with null, resumes; null when nobody is admitted under this id.</summary>
    PatientRecord? SetAudioPause(string patientId, AudioPause? pause, string by);

    /// <summary>Gives out the next epoch; null when the patient is not admitted.</summary>
    PatientRecord? Open(string patientId);

    /// <summary>Null when there is no such alarm.</summary>
    AlarmRecord? Acknowledge(string alarmId, string who, DateTimeOffset at);

    ThresholdChange AddThreshold(string modelSet, float? threshold, string by);
}
