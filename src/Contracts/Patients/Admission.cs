using Orleans;

namespace EcgStream.Contracts.Patients;

/// <summary>Admits a patient, or changes what is known of an admitted one. What is null stays as it is.</summary>
/// <param name="By">Who does it.</param>
/// <param name="Bed">Bed label, or null; the empty text for none.</param>
/// <param name="Limits">Alarm limits, or null; they are in force with the next beat.</param>
[GenerateSerializer, Immutable, Alias("patient.admission")]
public sealed record Admission(
    [property: Id(0)] string By,
    [property: Id(1)] string? Bed = null,
    [property: Id(2)] AlarmLimits? Limits = null);
