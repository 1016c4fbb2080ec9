using Orleans;

namespace EcgStream.Contracts.Ecg;

/// <summary>Answer to a chunk.</summary>
/// <param name="Outcome">What became of the chunk.</param>
/// <param name="Watermark">Everything before this absolute sample is judged and stored.</param>
/// <param name="Reason">For people, where the chunk was not taken; else null.</param>
[GenerateSerializer, Immutable, Alias("ecg.append-reply")]
public sealed record AppendReply(
    [property: Id(0)] AppendOutcome Outcome,
    [property: Id(1)] long Watermark,
    [property: Id(2)] string? Reason = null);
