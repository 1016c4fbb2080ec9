namespace EcgStream.Gateway.Operations;

/// <summary>What the server does now.</summary>
/// <param name="Patients">Admitted patients.</param>
/// <param name="LivePatients">Of them with an active grain.</param>
/// <param name="BeatsJudged">Beats judged since the admission of each, all together.</param>
/// <param name="QueueDepth">Live beats that wait for inference on this silo.</param>
/// <param name="BatchMean">Beats a run of the models on this silo, over the last seconds; 0 where there was none.</param>
/// <param name="BatchMost">Beats of the largest of these runs.</param>
/// <param name="HistoryBytes">What history takes on disk, its log included; null where the store does not tell.</param>
/// <param name="ManagedBytes">Managed memory in use.</param>
/// <param name="AllocatedBytes">Managed memory allocated since the process began: what a second or a request costs is the difference of two answers. By .NET 10's own count, which leaves out heaps that the collector does not use any more: it can fall, and jump.</param>
/// <param name="WorkingSetBytes">Memory of the process.</param>
/// <param name="CpuSeconds">Processor time of the process.</param>
/// <param name="UptimeSeconds">Since the process began.</param>
/// <param name="ModelSet">Version of the model set in force.</param>
public sealed record StatsAnswer(
    int Patients,
    int LivePatients,
    long BeatsJudged,
    int QueueDepth,
    double BatchMean,
    int BatchMost,
    long? HistoryBytes,
    long ManagedBytes,
    long AllocatedBytes,
    long WorkingSetBytes,
    double CpuSeconds,
    double UptimeSeconds,
    string ModelSet);
