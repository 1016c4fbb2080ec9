namespace EcgStream.Signal.Formats;

/// <summary>Whether the first row of a .csv or .tsv file names its columns.</summary>
public enum HeaderRow : byte
{
    /// <summary>It does when most of it is no number, when a column is called class, label or target, or when it counts 0, 1, 2 …</summary>
    Detect,

    /// <summary>It does.</summary>
    Present,

    /// <summary>It is data.</summary>
    Absent,
}
