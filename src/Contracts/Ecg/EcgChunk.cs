using Orleans;

namespace EcgStream.Contracts.Ecg;

/// <summary>
/// A piece of a patient's beat-framed ECG: part of one beat, or some whole beats. A chunk that crosses a beat otherwise
/// is refused. Immutable: whoever holds one never writes into <see cref="Samples"/>.
/// </summary>
/// <param name="PatientId">Patient (see <see cref="Patients.PatientId"/> for what an id may look like).</param>
/// <param name="FirstSample">Absolute index of the first sample since admission.</param>
/// <param name="StartTime">Time of the first sample.</param>
/// <param name="RrMs">RR interval in ms of the beat, or of each of the whole beats.</param>
/// <param name="Samples">z-score units (unit 1, never mV).</param>
[GenerateSerializer, Immutable, Alias("ecg.chunk")]
public sealed record EcgChunk(
    [property: Id(0)] string PatientId,
    [property: Id(1)] long FirstSample,
    [property: Id(2)] DateTimeOffset StartTime,
    [property: Id(3)] double RrMs,
    [property: Id(4)] float[] Samples);
    // Id 5 was TraceParent (string). Silos of earlier versions still send it, and Orleans skips ids that it does not know: never use 5 again.
