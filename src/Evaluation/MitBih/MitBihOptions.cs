namespace EcgStream.Evaluation.MitBih;

/// <summary>What an evaluation on MIT-BIH does.</summary>
/// <param name="Folder">Folder of the database.</param>
/// <param name="Set">Records to evaluate.</param>
public sealed record MitBihOptions(string Folder, RecordSet Set)
{
    /// <summary>Noise record to add; null for no noise.</summary>
    public string? Noise { get; init; }

    /// <summary>Folder of the noise record.</summary>
    public string? NoiseFolder { get; init; }

    /// <summary>Signal-to-noise ratios, in dB.</summary>
    public IReadOnlyList<double> SnrDb { get; init; } = [];

    /// <summary>Records that noise is added to: those of the MIT-BIH Noise Stress Test Database, both of DS1.</summary>
    public IReadOnlyList<string> NoiseRecords { get; init; } = ["118", "119"];

    /// <summary>Records evaluated at the same time.</summary>
    public int Parallelism { get; init; } = Environment.ProcessorCount;
}

/// <summary>How far an evaluation has come.</summary>
/// <param name="Done">Records done, those with noise included.</param>
/// <param name="All">Records to do.</param>
public readonly record struct MitBihProgress(int Done, int All);
