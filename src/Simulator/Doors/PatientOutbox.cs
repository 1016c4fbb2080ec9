using EcgStream.Contracts.Ecg;

namespace EcgStream.Simulator.Doors;

/// <summary>
/// What waits to be published of one patient. One message is under way at a time, and all that comes in meanwhile goes into
/// the next: a slow cluster gets fewer and larger messages, not a longer and longer line of them, and what is sent again while
/// it still waits here goes out once. A message that has failed or hangs is not tried again here, as it may yet arrive: the
/// producer's window knows what is missing.
/// </summary>
/// <param name="publish">Sends one message; a failure ends it.</param>
internal sealed class PatientOutbox(Func<IReadOnlyList<EcgChunk>, Task> publish)
{
    private readonly Lock _lock = new();
    private List<EcgChunk> _waiting = []; // bounded by what the producer may have above the watermark
    private Task? _publishing;

    /// <summary>Completes when these chunks, and whatever came in behind them meanwhile, are published.</summary>
    /// <exception cref="Exception">A message failed: what waited behind it goes with what is sent next.</exception>
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
        while (TryTake(out var message)) await publish(message);
    }

    private bool TryTake(out IReadOnlyList<EcgChunk> message)
    {
        lock (_lock)
        {
            message = _waiting;
            if (message.Count > 0) _waiting = [];
            else _publishing = null;
            return message.Count > 0;
        }
    }
}
