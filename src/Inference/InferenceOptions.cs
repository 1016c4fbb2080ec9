using EcgStream.Inference.ModelSets;

namespace EcgStream.Inference;

/// <summary>How beats are judged; section "Inference" of the configuration.</summary>
public sealed class InferenceOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Inference";

    /// <summary>Folder with manifest.json and the graphs. Default: "models" beside the program.</summary>
    public string ModelsFolder { get; set; } = Path.Combine(AppContext.BaseDirectory, "models");

    /// <summary>Whether a set that replaces the files in that folder comes into force by itself, within seconds; a bad one is
    /// refused. Default: true.</summary>
    public bool WatchModels { get; set; } = true;

    /// <summary>Live beats that may wait, 1…1,048,576. When full, beats stay with whoever offers them. A beat waiting holds
    /// its 560 bytes of samples. Default: 16,384.</summary>
    public int QueueCapacity { get; set; } = 16_384;

    /// <summary>Most live beats in one run, 1…256. More cost as much each, or more while other threads share the caches, and every
    /// beat waits for the whole run. Default: 32.</summary>
    public int MaxBatch { get; set; } = 32;

    /// <summary>Threads that run models, 0…64; 0 is one a core. Default: 0.</summary>
    public int Workers { get; set; }

    /// <summary>Beats on demand that may wait, 1…65,536; beyond it callers hear that inference is busy. Default: 4,096.</summary>
    public int OnDemandCapacity { get; set; } = 4_096;

    /// <summary>Most beats on demand in one run, 1…256: what a live beat may have to wait for. Default: 16.</summary>
    public int OnDemandBatch { get; set; } = 16;

    /// <summary>While both wait, a worker runs one batch on demand after this many live ones, 1…1,000. Default: 8.</summary>
    public int LiveBatchesPerOnDemand { get; set; } = 8;

    /// <summary>When a caller turned away may come back, 0.1…60 s. Default: 1 s.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(1);

    internal int WorkerCount => Workers == 0 ? Environment.ProcessorCount : Workers;

    internal IEnumerable<string> Errors()
    {
        if (string.IsNullOrWhiteSpace(ModelsFolder)) yield return $"{Section}:{nameof(ModelsFolder)} is empty.";
        foreach (var (key, value, least, most) in Ranges())
            if (value < least || value > most) yield return $"{Section}:{key} is {value}; allowed are {least}…{most}.";
        if (RetryAfter < TimeSpan.FromSeconds(0.1) || RetryAfter > TimeSpan.FromMinutes(1))
            yield return $"{Section}:{nameof(RetryAfter)} is {RetryAfter}; allowed are 00:00:00.1…00:01:00.";
    }

    private (string Key, int Value, int Least, int Most)[] Ranges() =>
    [
        (nameof(QueueCapacity), QueueCapacity, 1, 1_048_576),
        (nameof(MaxBatch), MaxBatch, 1, ModelSession.MaxBatch),
        (nameof(Workers), Workers, 0, 64),
        (nameof(OnDemandCapacity), OnDemandCapacity, 1, 65_536),
        (nameof(OnDemandBatch), OnDemandBatch, 1, ModelSession.MaxBatch),
        (nameof(LiveBatchesPerOnDemand), LiveBatchesPerOnDemand, 1, 1_000),
    ];
}
