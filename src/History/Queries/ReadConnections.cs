using System.Data.Common;
using EcgStream.History.Writing;

namespace EcgStream.History.Queries;

/// <summary>Connections that only read. A read sees everything committed before it began.</summary>
internal sealed class ReadConnections(IStore store, int readers)
{
    private readonly SemaphoreSlim _free = new(readers);

    /// <summary>Runs a query on the thread pool: stores block, and callers may be grains, whose scheduler must not.</summary>
    /// <exception cref="HistoryUnavailableException">The store cannot be read.</exception>
    public async Task<T> ReadAsync<T>(Func<DbConnection, T> query, CancellationToken cancel)
    {
        await _free.WaitAsync(cancel);
        try
        {
            return await Task.Run(
                () =>
                {
                    using var connection = store.OpenReader();
                    return query(connection);
                },
                cancel);
        }
        catch (DbException exception)
        {
            throw store.Explain(exception);
        }
        finally
        {
            _free.Release();
        }
    }
}
