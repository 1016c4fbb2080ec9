using EcgStream.Contracts.Ecg;

namespace EcgStream.Simulator.Doors;

/// <summary>
/// What waits to be published of one patient. One message is under way at a time, and all that comes in meanwhile goes into
/// the next: a slow cluster gets fewer and larger messages, not a longer and longer line of them, and what is sent again while
/// it still waits here goes out once. Once a message has failed or hangs, the oldest chunk alone tries whether one gets through, and the
/// others follow when it does: what hangs may arrive yet, and with all of it sent anew each time a cluster that has stood still
/// would find a heap of copies.
/// </summary>
/// <param name="publish">Sends one message; a failure ends it.</param>
internal sealed class PatientOutbox(Func<IReadOnlyList<EcgChunk>, Task> publish)
{
    private readonly Lock _lock = new();
    private List<EcgChunk> _waiting = []; // bounded by what the producer may have above the watermark
    private Task? _publishing;
    private bool _inDoubt; // the last message has failed

    /// <summary>Completes when these chunks, and whatever came in behind them meanwhile, are published.</summary>
    /// <exception cref="Exception">A message failed: it and what waited behind it go with what is sent next.</exception>
    internal Task Send(IEnumerable<EcgChunk> chunks)
    {
        lock (_lock)
        {
            var waited = _waiting.Count; // doubled in one call is doubled on purpose
            foreach (var chunk in chunks)
                if (!Waits(chunk, waited)) _waiting.Add(chunk);
            if (_publishing is null or { IsCompleted: true }) _publishing = PublishAsync(); // completed: published without a wait
            return _publishing;
        }
    }

    private bool Waits(EcgChunk chunk, int among)
    {
        for (var i = 0; i < among; i++)
            if (_waiting[i].FirstSample == chunk.FirstSample) return true;
        return false;
    }

    private async Task PublishAsync()
    {
        IReadOnlyList<EcgChunk> message = [];
        try
        {
            while (TryTake(out message))
            {
                await publish(message);
                lock (_lock) _inDoubt = false;
            }
        }
        catch
        {
            lock (_lock)
            {
                _waiting = [.. message, .. _waiting.Where(chunk => message.All(failed => failed.FirstSample != chunk.FirstSample))];
                (_publishing, _inDoubt) = (null, true);
            }

            throw;
        }
    }

    private bool TryTake(out IReadOnlyList<EcgChunk> message)
    {
        lock (_lock)
        {
            if (_inDoubt && _waiting.Count > 0) (message, _waiting) = ([_waiting[0]], _waiting[1..]);
            else (message, _waiting) = (_waiting, []);
            if (message.Count == 0) _publishing = null;
            return message.Count > 0;
        }
    }
}
