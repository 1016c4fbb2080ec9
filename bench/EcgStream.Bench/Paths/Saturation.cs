using System.Diagnostics;
using EcgStream.Bench.Measuring;
using EcgStream.Contracts.Ecg;
using EcgStream.Signal.Beats;
using EcgStream.Simulator.Ward;

namespace EcgStream.Bench.Paths;

/// <summary>
/// Keeps a path full: so many beats are under way at any moment, each patient's in order, one beat a chunk. What it costs
/// to make the beats counts as part of the path.
/// </summary>
/// <param name="ward">Whose beats.</param>
/// <param name="send">The path's door.</param>
/// <param name="done">Beats of the ward that have reached the path's end; it brings no others.</param>
internal sealed class Saturation(WardPlan ward, Func<IReadOnlyList<EcgChunk>, Task> send, Func<long> done)
{
    private const int UnderWay = 4_096;
    private const int Round = 128;
    private const int Senders = 4;

    // A full path takes some eighty milliseconds to empty. Looking every millisecond takes a fiftieth of all processor time.
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Ramp = TimeSpan.FromMilliseconds(250);

    private readonly long[] _nextBeat = new long[ward.Patients];
    private readonly double[] _timeMs = new double[ward.Patients];
    private readonly DateTimeOffset _start = TimeProvider.System.GetUtcNow();
    private readonly int[] _turn = new int[Senders];
    private readonly string[] _ids = [.. Enumerable.Range(0, ward.Patients).Select(WardPlan.IdOf)];
    private long _sent;

    internal IReadOnlyList<string> Ids => _ids;

    /// <summary>Runs for so long, after a ramp, then waits until the path is empty.</summary>
    /// <exception cref="TimeoutException">Beats are missing at the path's end.</exception>
    internal async Task<Sample> RunAsync(TimeSpan time, CancellationToken cancel)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var senders = Enumerable.Range(0, Senders).Select(sender => Task.Run(() => SendAsync(sender, over.Token), cancel)).ToArray();
        await Task.Delay(Ramp, cancel);
        var begin = Sample.Mark.Now(done());
        await Task.Delay(time, cancel);
        var end = Sample.Mark.Now(done());
        await over.CancelAsync();
        await Task.WhenAll(senders);
        var drain = Stopwatch.StartNew();
        while (done() < _sent)
        {
            if (drain.Elapsed > TimeSpan.FromSeconds(30)) throw new TimeoutException($"{_sent - done()} beats have not arrived after 30 s.");
            await Task.Delay(5, cancel);
        }

        return begin.Until(end);
    }

    /// <summary>Runs for so long, and until every patient has had three beats: the first admits it.</summary>
    internal async Task WarmUpAsync(TimeSpan time, CancellationToken cancel)
    {
        do await RunAsync(time, cancel);
        while (_nextBeat.Min() < 3);
    }

    private async Task SendAsync(int sender, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            if (Interlocked.Read(ref _sent) - done() > UnderWay - Senders * Round)
            {
                await Task.Delay(Look, CancellationToken.None);
                continue;
            }

            var chunks = Take(sender);
            Interlocked.Add(ref _sent, chunks.Length);
            await send(chunks);
        }
    }

    // Each sender has patients of its own, and takes a beat of each by turns.
    private EcgChunk[] Take(int sender)
    {
        var own = (ward.Patients - sender + Senders - 1) / Senders;
        var chunks = new EcgChunk[Math.Min(Round, own)];
        for (var i = 0; i < chunks.Length; i++)
        {
            var patient = _turn[sender]++ % own * Senders + sender;
            var beat = _nextBeat[patient]++;
            var (truth, samples) = ward.BeatAt(patient, beat);
            chunks[i] = new EcgChunk(_ids[patient], BeatFrame.FirstSampleOf(beat), _start.AddMilliseconds(_timeMs[patient]), truth.RrMs, samples);
            _timeMs[patient] += truth.RrMs;
        }

        return chunks;
    }
}
