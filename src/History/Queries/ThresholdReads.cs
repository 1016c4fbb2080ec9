using System.Data.Common;
using Dapper;

namespace EcgStream.History.Queries;

/// <summary>Reads changes of the autoencoder's threshold.</summary>
internal static class ThresholdReads
{
    private const int Most = 100;

    public static IReadOnlyList<ThresholdChange> Last(DbConnection connection, string modelSet) =>
        [.. connection.Query<(double? Threshold, string By, long At)>(
                "SELECT threshold, changed_by, changed_at FROM thresholds WHERE model_set = @modelSet ORDER BY key DESC LIMIT @Most",
                new { modelSet, Most })
            .Select(row => new ThresholdChange(modelSet, (float?)row.Threshold, row.By, row.At.ToTime()))];
}
