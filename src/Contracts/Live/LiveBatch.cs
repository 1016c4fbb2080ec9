using EcgStream.Contracts.Alarms;
using Orleans;

namespace EcgStream.Contracts.Live;

/// <summary>What happened on one silo since the last batch.</summary>
/// <param name="Verdicts">In beat order per patient; the oldest are dropped for a slow reader.</param>
/// <param name="Alarms">Judged or stored changes; a reader that missed some reads History from its cursor.</param>
/// <param name="Traces">Beats of the patients that somebody looks at; the oldest are dropped.</param>
[GenerateSerializer, Immutable, Alias("live.batch")]
public sealed record LiveBatch(
    [property: Id(0)] LiveVerdict[] Verdicts,
    [property: Id(1)] AlarmRecord[] Alarms,
    [property: Id(2)] TraceBeat[]? Traces = null);
