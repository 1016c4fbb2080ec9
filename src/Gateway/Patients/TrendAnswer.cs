using EcgStream.Contracts.Patients;

namespace EcgStream.Gateway.Patients;

/// <summary>A patient's trend.</summary>
/// <param name="PatientId">Patient.</param>
/// <param name="Resolution">Width of a point.</param>
/// <param name="Points">Oldest first; times without beats and alarms have none.</param>
public sealed record TrendAnswer(string PatientId, TrendResolution Resolution, IReadOnlyList<TrendPoint> Points);
