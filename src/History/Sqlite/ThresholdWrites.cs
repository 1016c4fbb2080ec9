namespace EcgStream.History.Sqlite;

/// <summary>Writes changes of the autoencoder's threshold.</summary>
internal sealed class ThresholdWrites(SqliteWriter connection)
{
    private readonly Statement _add = connection.Prepare(
        "INSERT INTO thresholds (model_set, threshold, changed_by, changed_at) VALUES (?1, ?2, ?3, ?4)");

    public ThresholdChange Add(string modelSet, float? threshold, string by)
    {
        var change = new ThresholdChange(modelSet, threshold, by, connection.Now);
        _add.Bind(1, modelSet).Bind(3, by).Bind(4, change.ChangedAt.ToStored());
        if (threshold is { } some) _add.Bind(2, (double)some);
        else _add.Bind(2, (string?)null);
        _add.Run();
        return change;
    }
}
