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
    // Pages of 4 kB, counted generously: a log of about 130 MB with thousands of patients, less with fewer. Each patient
    // writes to the same few pages again and again; the longer the log, the more of these writes are folded in at once
    // (with a quarter of that, a beat cost 15 to 30 % more processor time at 5,000 patients, one beat a batch).
    private const int PagesPerCheckpoint = 65_536;

    private readonly HistoryOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Channel<WriteRequest> _queue;
    private readonly List<WriteRequest> _group = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WriterConnection? _connection;
    private int _pagesSinceCheckpoint;
    private volatile bool _healthy = true;

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
        if (new FileInfo(options.Database + "-wal") is { Exists: true } log) _pagesSinceCheckpoint = (int)Math.Min(log.Length / 4096, PagesPerCheckpoint);
        logger.Opened(options.Database, raw.sqlite3_libversion().utf8_to_string(), SchemaScripts.Latest,
            options.SurvivePowerCut ? "FULL" : "NORMAL");
        new Thread(Run) { Name = "ecg-history-writer", IsBackground = true }.Start();
    }

    public bool Healthy => _healthy;

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

                WriteGroup();
                _group.Clear();
                Checkpoint(PagesPerCheckpoint);
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
            if (_healthy) _logger.Unavailable(reason.Message);
            _healthy = false;
            foreach (var request in _group) Tell(request, reason);
            return;
        }

        // One request is at fault: alone, it cannot hold the others back. The store itself is well.
        foreach (var request in _group)
        {
            if (TryTransaction([request]) is not { } own) continue;
            _logger.Refused(own);
            Tell(request, own);
        }
    }

    private Exception? TryTransaction(List<WriteRequest> requests)
    {
        try
        {
            // SQLite would go on writing into a file that was deleted or moved away, and all of it would be lost.
            if (!File.Exists(_options.Database))
                throw new HistoryUnavailableException($"History database '{_options.Database}': the file is gone; put it back.");
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

        if (!_healthy) _logger.Recovered();
        _healthy = true;
        foreach (var request in requests)
        {
            // A batch touches the patient's row, the last beat's page and the index's; beats after the first mostly the same.
            _pagesSinceCheckpoint += 3 + request.Rows / 16;
            Tell(request, null);
        }

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
