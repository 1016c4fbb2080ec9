namespace EcgStream.History;

/// <summary>The store cannot be used; the message says why, for the people who run it.</summary>
public sealed class HistoryUnavailableException : Exception
{
    /// <summary>With the reason.</summary>
    public HistoryUnavailableException(string message) : base(message)
    {
    }

    /// <summary>With the reason and the error behind it.</summary>
    public HistoryUnavailableException(string message, Exception inner) : base(message, inner)
    {
    }

    /// <summary>The reason alone, without the path that the message names: for those who must not see it.</summary>
    public string Reason { get; init; } = "it cannot be used";

    /// <summary>Who has the file, where that is why; else null.</summary>
    public DatabaseHolder? Holder { get; init; }
}
