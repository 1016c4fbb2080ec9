using EcgStream.History.Queries;

namespace EcgStream.History;

public sealed partial class SqliteHistory : IThresholdLog
{
    /// <inheritdoc/>
    public Task<ThresholdChange> AddThresholdAsync(string modelSet, float? threshold, string by, CancellationToken cancel)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(modelSet);
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        return _writer.CallAsync(connection => connection.Thresholds.Add(modelSet, threshold, by), cancel);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ThresholdChange>> GetThresholdsAsync(string modelSet, CancellationToken cancel) =>
        _readers.ReadAsync(connection => ThresholdReads.Last(connection, modelSet), cancel);
}
