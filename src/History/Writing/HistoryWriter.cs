using System.Threading.Channels;
using EcgStream.History.Schema;
using Microsoft.Extensions.Logging;
using SQLitePCL;

namespace EcgStream.History.Writing;

/// <summary>
/// The only writer, a thread of its own (SQLite blocks). It takes everything that waits into one transaction: the busier
/// it is, the more patients share a commit and its fsync.
/// </summary>
internal sealed class HistoryWriter : IAsyncDisposable
{
    private static readonly TimeSpan Recent = TimeSpan.FromSeconds(5);

    private readonly HistoryOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Channel<WriteRequest> _queue;
    private readonly List<WriteRequest> _group = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WriterConnection? _connection;
    private int _pagesSinceCheckpoint;
    private volatile string? _trouble;
    private long _began; // timestamp of the running transactions' begin; 0 between them
    private (long Ended, TimeSpan Took) _last;

    /// <summary>Opens the database.</summary>
    /// <exception cref="HistoryUnavailableException">With the reason.</exception>
    public HistoryWriter(HistoryOptions options, TimeProvider time, ILogger logger)
    {
        _options = options;
        _time = time;
        _logger = logger;
        // Full: TryWrite says no and the grain keeps its batch; calls wait for room.
        _queue = Channel.CreateBounded<WriteRequest>(
            new BoundedChannelOptions(options.QueueCapacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
        _connection = WriterConnection.Open(options, create: true);
        // A killed process leaves its log behind. It counts here too: otherwise a server that is killed again and again
        // before it folds in anything would let the log grow without end.
        if (new FileInfo(options.Database + "-wal") is { Exists: true } log) _pagesSinceCheckpoint = (int)Math.Min(log.Length / 4096, options.LogPages);
        logger.Opened(options.Database, raw.sqlite3_libversion().utf8_to_string(), SchemaScripts.Latest,
            options.SurvivePowerCut ? "FULL" : "NORMAL");
        new Thread(Run) { Name = "ecg-history-writer", IsBackground = true }.Start();
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

    public async Task<T> CallAsync<T>(Func<WriterConnection, T> apply, CancellationToken cancel)
    {
        var request = new CallRequest<T>(apply);
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
            throw new ObjectDisposedException(nameof(SqliteHistory), exception);
        }
    }

    private void Run()
    {
        try
        {
            while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
            {
                var rows = 0;
                while (rows < _options.MaxTransactionRows && _queue.Reader.TryRead(out var request))
                {
                    rows += request.Rows;
                    _group.Add(request);
                }

                var began = _time.GetTimestamp();
                Volatile.Write(ref _began, began);
                _logger.TransactionBegins(rows);
                WriteGroup();
                _logger.TransactionEnds();
                _last = (_time.GetTimestamp(), _time.GetElapsedTime(began));
                Volatile.Write(ref _began, 0);
                _group.Clear();
                Checkpoint(_options.LogPages);
            }
        }
        finally
        {
            Checkpoint(1);
            Close();
            _ended.TrySetResult();
        }
    }

    private void WriteGroup()
    {
        if (TryTransaction(_group) is not { } fault) return;
        if (fault.IsStoreFault())
        {
            var reason = fault.Explain(_options.Database);
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
            if (!own.IsStoreFault() && request.LeaveOutRefused())
            {
                own = TryTransaction([request]);
                if (own is null)
                {
                    foreach (var row in request.Refused) _logger.RowRefused(row.What, row.Reason);
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
        HistoryMeter.Ended(requests.Count, _time.GetElapsedTime(began), span, fault is not null);
        return fault;
    }

    private Exception? TryCommit(List<WriteRequest> requests)
    {
        try
        {
            // SQLite would go on writing into a file that was deleted or moved away, and all of it would be lost.
            if (!File.Exists(_options.Database))
                throw StoreFaults.Gone(_options.Database);
            _connection ??= WriterConnection.Open(_options, create: false);
            _connection.Begin(_time.GetUtcNow());
            foreach (var request in requests) request.Apply(_connection);
            _connection.Commit();
        }
        catch (Exception exception)
        {
            RollBack();
            return exception;
        }

        if (_trouble is not null) _logger.Recovered();
        _trouble = null;
        _pagesSinceCheckpoint += _connection.TakePagesWritten();
        foreach (var request in requests) Tell(request, null);
        return null;
    }

    private void RollBack()
    {
        try
        {
            _connection?.Rollback();
        }
        catch (Exception)
        {
            Close(); // closing rolls back, whatever state the connection is in
        }
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

    // After the answers: folding the log in costs fsyncs that nobody has to wait for.
    private void Checkpoint(int threshold)
    {
        if (_connection is null || _pagesSinceCheckpoint < threshold) return;
        _pagesSinceCheckpoint = 0;
        try
        {
            _connection.Checkpoint();
        }
        catch (Exception exception)
        {
            _logger.CheckpointFailed(exception);
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
            _logger.CheckpointFailed(exception); // closing folds the log in too; the log stays and is read at the next start
        }

        _connection = null;
    }
}
