namespace EcgStream.Signal.Formats;

/// <summary>How to read a file of beats, and its bounds.</summary>
public sealed record EcgFileOptions
{
    /// <summary>The defaults.</summary>
    public static EcgFileOptions Default { get; } = new();

    /// <summary>Where the class stands; detected unless said.</summary>
    public ClassPosition ClassPosition { get; init; }

    /// <summary>Whether a .csv or .tsv file has a header row; detected unless said.</summary>
    public HeaderRow Header { get; init; }

    /// <summary>Data rows, good and bad, that are read at most; what follows is one error. 1 or more, default 100,000.</summary>
    public int MaxRows { get; init; } = 100_000;

    /// <summary>Longest line in bytes; a longer one is a bad row. 1 or more, default 65,536 (a row of ECG5000 has some 1,600).</summary>
    public int MaxLineLength { get; init; } = 65_536;
}
