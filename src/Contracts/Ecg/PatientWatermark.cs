using Orleans;

namespace EcgStream.Contracts.Ecg;

/// <summary>How far a patient's signal is judged and stored.</summary>
/// <param name="PatientId">Patient.</param>
/// <param name="Watermark">Everything before this absolute sample is judged and stored, or a recorded hole.</param>
/// <param name="Received">
/// Everything before this absolute sample is on its way there: to send it again would change nothing while that process
/// lives. 0 where nobody says.
/// </param>
[GenerateSerializer, Immutable, Alias("ecg.watermark")]
public readonly record struct PatientWatermark(
    [property: Id(0)] string PatientId, [property: Id(1)] long Watermark, [property: Id(2)] long Received = 0);
