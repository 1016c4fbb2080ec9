using EcgStream.Contracts.Patients;

namespace EcgStream.Dashboard.Api;

/// <summary>What the limits editor needs of a patient.</summary>
/// <param name="Limits">Alarm limits in force.</param>
public sealed record PatientLimits(AlarmLimits Limits);
