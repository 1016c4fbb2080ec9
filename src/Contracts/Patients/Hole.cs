using Orleans;

namespace EcgStream.Contracts.Patients;

/// <summary>Beats that never came: recorded as missing, never interpolated.</summary>
/// <param name="FirstBeat">First missing beat.</param>
/// <param name="BeatCount">How many are missing.</param>
/// <param name="RecordedAt">When it was given up.</param>
/// <param name="Reason">"declared lost by the producer" or "not received within 30 s".</param>
[GenerateSerializer, Immutable, Alias("patient.hole")]
public sealed record Hole(
    [property: Id(0)] long FirstBeat,
    [property: Id(1)] long BeatCount,
    [property: Id(2)] DateTimeOffset RecordedAt,
    [property: Id(3)] string Reason);
