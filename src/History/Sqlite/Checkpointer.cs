using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using SQLitePCL;

namespace EcgStream.History.Sqlite;

/// <summary>
/// Folds the write-ahead log into the database while the writer goes on writing: that is some hundred milliseconds of disk
/// each time, and a commit would wait for them. What the writer adds meanwhile is folded in by the next pass, until so
/// little is left that the writer itself can do it between two transactions; then it begins the log anew.
/// </summary>
/// <param name="open">Opens a connection that writes.</param>
internal sealed class Checkpointer(Func<SqliteConnection> open, ILogger logger) : IDisposable
{
    /// <summary>Pages that the writer may be left with, some milliseconds of work.</summary>
    private const int FewPages = 256;

    private const int MostPasses = 4;

    private readonly Lock _lock = new();
    private Task? _running;

    /// <summary>Begins where none is under way.</summary>
    public void Begin()
    {
        lock (_lock) _running ??= Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>True once for each that is over: the writer folds in the rest.</summary>
    /// <param name="wait">Until it is over, where one is under way.</param>
    public bool TakeEnd(bool wait)
    {
        lock (_lock)
        {
            if (_running is null || (!wait && !_running.IsCompleted)) return false;
            _running.Wait();
            _running = null;
            return true;
        }
    }

    public void Dispose() => TakeEnd(wait: true);

    private void Run()
    {
        try
        {
            using var connection = open();
            using var checkpoint = new Statement(connection.Handle!, "PRAGMA wal_checkpoint(PASSIVE)");
            var done = 0L;
            for (var pass = 0; pass < MostPasses; pass++)
            {
                checkpoint.Step();
                var pages = checkpoint.Int64(1); // in the log when the pass began
                checkpoint.Reset();
                if (pages - done <= FewPages) return;
                done = pages;
            }
        }
        catch (Exception exception)
        {
            logger.CheckpointFailed(exception); // the writer's own pass comes next
        }
    }
}
