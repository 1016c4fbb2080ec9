using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace EcgStream.History.Writing;

/// <summary>
/// The only writer of this process, a thread of its own (stores block). It takes everything that waits into one transaction: the busier
/// it is, the more patients share a commit and its fsync.
/// </summary>
internal sealed class HistoryWriter : IAsyncDisposable
{
    private static readonly TimeSpan Recent = TimeSpan.FromSeconds(5);

    private const int Tries = 3;

    private readonly IStore _store;
    private readonly HistoryOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Channel<WriteRequest> _queue;
    private readonly List<WriteRequest> _group = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IStoreWriter? _connection;
    private volatile string? _trouble;
    private long _began; // timestamp of the running transactions' begin; 0 between them
    private long _lastBegan;
    private (long Ended, TimeSpan Took) _last;

    /// <summary>Opens the database.</summary>
    /// <exception cref="HistoryUnavailableException">With the reason.</exception>
    public HistoryWriter(IStore store, HistoryOptions options, TimeProvider time, ILogger logger)
    {
        (_store, _options, _time, _logger) = (store, options, time, logger);
        // Full: TryWrite says no and the grain keeps its batch; calls wait for room.
        _queue = Channel.CreateBounded<WriteRequest>(
            new BoundedChannelOptions(options.QueueCapacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
        _connection = store.OpenWriter(first: true);
        new Thread(Run) { Name = "ecg-history-writer", IsBackground = true }.UnsafeStart(); // its answers start tasks, which would carry the starter's context
    }

    public string? Trouble => _trouble;

    // Read by other threads without a lock: a torn pair would be wrong for one glance at a health page.
    public TimeSpan CommitTime
    {
        get
        {
            var (ended, took) = _last;
            var last = ended != 0 && _time.GetElapsedTime(ended) < Recent ? took : TimeSpan.Zero;
            var running = Volatile.Read(ref _began) is var began and not 0 ? _time.GetElapsedTime(began) : TimeSpan.Zero;
            return running > last ? running : last;
        }
    }

    public bool TryWrite(WriteRequest request) => _queue.Writer.TryWrite(request);

    /// <param name="patientId">The patient whose rows it changes, where it is one patient.</param>
    public async Task<T> CallAsync<T>(string? patientId, Func<IStoreCalls, T> apply, CancellationToken cancel)
    {
        var request = new CallRequest<T>(patientId, apply);
        await Enqueue(request, cancel);
        return await request.Done.WaitAsync(cancel);
    }

    public async Task FlushAsync(CancellationToken cancel)
    {
        var request = new FlushRequest();
        await Enqueue(request, cancel);
        await request.Done.WaitAsync(cancel);
    }

    /// <summary>Writes what waits, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _ended.Task;
    }

    private async Task Enqueue(WriteRequest request, CancellationToken cancel)
    {
        try
        {
            await _queue.Writer.WriteAsync(request, cancel);
        }
        catch (ChannelClosedException exception)
        {
            throw new ObjectDisposedException(nameof(StoredHistory), exception);
        }
    }

    private void Run()
    {
        try
        {
            while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
            {
                WaitForOthers();
                var rows = 0;
                while (rows < _options.MaxTransactionRows && _queue.Reader.TryRead(out var request))
                {
                    rows += request.Rows;
                    _group.Add(request);
                }

                var began = _lastBegan = _time.GetTimestamp();
                Volatile.Write(ref _began, began);
                _logger.TransactionBegins(rows);
                WriteGroup();
                _logger.TransactionEnds();
                _last = (_time.GetTimestamp(), _time.GetElapsedTime(began));
                Volatile.Write(ref _began, 0);
                _group.Clear();
                _connection?.Tend(last: false);
            }

            _connection?.Tend(last: true);
        }
        finally
        {
            Close();
            _ended.TrySetResult();
        }
    }

    /// <summary>What comes in within the store's pace shares a transaction.</summary>
    private void WaitForOthers()
    {
        var wait = _store.Pace - _time.GetElapsedTime(_lastBegan);
        if (wait > TimeSpan.Zero) Thread.Sleep(wait);
    }

    private void WriteGroup()
    {
        if (TryTransaction(_group) is not { } fault) return;
        if (_store.IsStoreFault(fault))
        {
            var reason = _store.Explain(fault);
            Close();
            if (_trouble is null) _logger.Unavailable(reason.Message);
            _trouble = reason.Reason;
            foreach (var request in _group) Tell(request, reason);
            return;
        }

        // One request is at fault: alone, it cannot hold the others back. The store itself is well. Sent again it would be
        // refused again, for ever: so it leaves out what the store does not take, and says so.
        foreach (var request in _group)
        {
            if (TryTransaction([request]) is not { } own) continue;
            if (request is BatchRequest batch && !_store.IsStoreFault(own))
            {
                batch.LeavesOutRefused = true;
                own = TryTransaction([request]);
                if (own is null)
                {
                    foreach (var row in batch.Refused) _logger.RowRefused(row.What, row.Reason);
                    continue;
                }
            }

            _logger.Refused(own);
            Tell(request, own);
        }
    }

    private Exception? TryTransaction(List<WriteRequest> requests)
    {
        using var span = HistoryMeter.Transaction(requests.Count);
        var began = _time.GetTimestamp();
        var fault = TryCommit(requests);
        for (var tries = 1; tries < Tries && fault is not null && _store.IsTransient(fault); tries++) fault = TryCommit(requests);
        HistoryMeter.Ended(requests.Count, _time.GetElapsedTime(began), span, fault is not null);
        return fault;
    }

    private Exception? TryCommit(List<WriteRequest> requests)
    {
        try
        {
            _connection ??= _store.OpenWriter(first: false);
            _connection.Write(requests, _time.GetUtcNow());
        }
        catch (Exception exception)
        {
            if (_connection?.Broken == true) Close();
            return exception;
        }

        if (_trouble is not null) _logger.Recovered();
        _trouble = null;
        foreach (var request in requests) Tell(request, null);
        return null;
    }

    private void Tell(WriteRequest request, Exception? reason)
    {
        try
        {
            if (reason is null) request.Committed();
            else request.Failed(reason);
        }
        catch (Exception exception)
        {
            _logger.SinkFailed(exception); // one sink's mistake must not end the writer
        }
    }

    private void Close()
    {
        try
        {
            _connection?.Dispose();
        }
        catch (Exception exception)
        {
            _logger.CloseFailed(exception); // what was committed is safe; a write-ahead log stays and is read at the next start
        }

        _connection = null;
    }
}
