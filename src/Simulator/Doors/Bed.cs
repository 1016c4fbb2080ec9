namespace EcgStream.Simulator.Doors;

/// <summary>Where a simulated patient lies.</summary>
/// <param name="PatientId">Patient.</param>
/// <param name="Label">Bed label.</param>
public readonly record struct Bed(string PatientId, string Label);
