using EcgStream.Contracts.Patients;

namespace EcgStream.Gateway.Patients;

/// <summary>All admitted patients.</summary>
/// <param name="Items">By id.</param>
public sealed record PatientList(IReadOnlyList<PatientStatus> Items);
