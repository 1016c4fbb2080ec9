using System.Data.Common;
using EcgStream.History.Recent;

namespace EcgStream.History.Writing;

/// <summary>One kind of database: how it is reached, and what its errors mean.</summary>
internal interface IStore : IDisposable
{
    /// <summary>The connection that writes; brings the schema up to date.</summary>
    /// <param name="first">At the start: what is missing is made. Later a missing database was taken away, and a new one in its place would hide that.</param>
    /// <exception cref="HistoryUnavailableException">With the reason.</exception>
    IStoreWriter OpenWriter(bool first);

    /// <summary>
    /// From the beginning of one transaction to that of the next at least; what comes in meanwhile shares the next. Zero where a
    /// transaction costs little beside its rows.
    /// </summary>
    TimeSpan Pace => TimeSpan.Zero;

    /// <summary>An open connection for one read, from a pool.</summary>
    DbConnection OpenReader();

    /// <summary>Closes the pooled connections that read. To be called before the writer closes, <see cref="IDisposable.Dispose"/> after it.</summary>
    void CloseReaders();

    /// <summary>What is committed and not in the tables yet.</summary>
    RecentBeats Recent => RecentBeats.None;

    /// <summary>What it takes on this machine's disk, its log included; null where that is elsewhere.</summary>
    long? BytesOnDisk { get; }

    /// <summary>Bytes that the rows take up; room that deleted rows have left is not counted.</summary>
    long UsedBytes(DbConnection connection);

    /// <summary>True when the next request would most likely fail as well; false when this one request is at fault.</summary>
    bool IsStoreFault(Exception exception);

    /// <summary>True when the same transaction may succeed at once when it is tried again.</summary>
    bool IsTransient(Exception exception);

    /// <summary>The error with what can be done about it.</summary>
    HistoryUnavailableException Explain(Exception exception);
}
