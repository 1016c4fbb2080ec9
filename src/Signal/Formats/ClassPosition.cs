namespace EcgStream.Signal.Formats;

/// <summary>Where a row states its class. A .ts row states it behind its colon, whatever is said here.</summary>
public enum ClassPosition : byte
{
    /// <summary>.txt first, .arff last; .csv and .tsv by their header row, else by a vote of their first rows.</summary>
    Detect,

    /// <summary>Before the samples.</summary>
    First,

    /// <summary>Behind the samples.</summary>
    Last,
}
