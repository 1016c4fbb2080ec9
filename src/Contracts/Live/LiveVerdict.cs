using EcgStream.Signal.Beats;
using Orleans;

namespace EcgStream.Contracts.Live;

/// <summary>A beat's verdict on its way to viewers.</summary>
/// <param name="PatientId">Patient.</param>
/// <param name="Beat">Beat number since admission.</param>
/// <param name="StartTime">Time of its first sample.</param>
/// <param name="RrMs">RR interval in ms.</param>
/// <param name="Class">Combined class.</param>
/// <param name="Probability">Its probability.</param>
/// <param name="AnomalyScore">Reconstruction error over threshold.</param>
/// <param name="Disagree">The models contradict each other.</param>
/// <param name="SampleHash">Hash of the samples judged.</param>
/// <param name="ModelSet">Version of the model set.</param>
[GenerateSerializer, Immutable, Alias("live.verdict")]
public readonly record struct LiveVerdict(
    [property: Id(0)] string PatientId,
    [property: Id(1)] long Beat,
    [property: Id(2)] DateTimeOffset StartTime,
    [property: Id(3)] double RrMs,
    [property: Id(4)] BeatClass Class,
    [property: Id(5)] float Probability,
    [property: Id(6)] float AnomalyScore,
    [property: Id(7)] bool Disagree,
    [property: Id(8)] ulong SampleHash,
    [property: Id(9)] string ModelSet);
