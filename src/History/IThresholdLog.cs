namespace EcgStream.History;

/// <summary>Changes of the autoencoder's threshold: kept all, the last one of a model set is in force in every silo.</summary>
public interface IThresholdLog
{
    /// <summary>Adds a change; answered when durable.</summary>
    Task<ThresholdChange> AddThresholdAsync(string modelSet, float? threshold, string by, CancellationToken cancel);

    /// <summary>Changes for a model set, newest first, at most 100.</summary>
    Task<IReadOnlyList<ThresholdChange>> GetThresholdsAsync(string modelSet, CancellationToken cancel);
}
