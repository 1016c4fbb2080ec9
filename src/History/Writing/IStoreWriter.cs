namespace EcgStream.History.Writing;

/// <summary>The one connection that writes. Used by one thread at a time.</summary>
internal interface IStoreWriter : IDisposable
{
    /// <summary>
    /// Writes the requests in their order within one transaction and commits it. Whatever it throws, nothing of it is stored
    /// (or the connection broke off while committing: then it may be, and writing it again changes nothing).
    /// </summary>
    void Write(IReadOnlyList<WriteRequest> requests, DateTimeOffset now);

    /// <summary>It cannot be used any more: close it and open another.</summary>
    bool Broken { get; }

    /// <summary>House-keeping that nobody has to wait for, called after the answers are given.</summary>
    /// <param name="last">Nothing will be written after it.</param>
    void Tend(bool last);
}
