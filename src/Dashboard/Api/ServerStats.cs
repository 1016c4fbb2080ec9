namespace EcgStream.Dashboard.Api;

/// <summary>What the server does now.</summary>
public sealed record ServerStats(
    int Patients, int LivePatients, long BeatsJudged, int QueueDepth, double BatchMean, int BatchMost, long ManagedBytes, long WorkingSetBytes, double CpuSeconds,
    double UptimeSeconds, string ModelSet, long? HistoryBytes = null);
