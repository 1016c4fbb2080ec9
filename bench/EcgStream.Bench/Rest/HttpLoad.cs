using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Threading.Channels;
using EcgStream.Bench.Measuring;
using EcgStream.Simulator.Ward;

namespace EcgStream.Bench.Rest;

/// <summary>Requests to a server on this machine: as many as it takes, or so many a second.</summary>
internal sealed class HttpLoad(int port, string path, IReadOnlyList<string> bodies)
{
    private readonly byte[][] _requests = [.. bodies.Select(body => Encoding.ASCII.GetBytes(
        $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"))];

    /// <summary>Different beats of the ward, one a request.</summary>
    internal static string[] Singles(WardPlan ward) =>
        [.. Enumerable.Range(0, ward.Patients).Select(patient => $$"""{"samples":{{Json(ward.BeatAt(patient, 0).Samples)}}}""")];

    /// <summary>Requests of several beats.</summary>
    internal static string[] Batches(WardPlan ward, int beats) =>
        [.. Enumerable.Range(0, 16).Select(request => $$"""{"beats":[{{string.Join(',', Enumerable.Range(0, beats).Select(beat =>
            Json(ward.BeatAt((request * beats + beat) % ward.Patients, 0).Samples)))}}]}""")];

    /// <summary>Every connection sends its next request when the last is answered.</summary>
    /// <returns>Answers a second.</returns>
    internal async Task<double> SaturateAsync(int connections, TimeSpan time, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        var answers = await Task.WhenAll(Enumerable.Range(0, connections).Select(n => Task.Run(async () =>
        {
            using var connection = new HttpConnection(port);
            var count = 0;
            for (; watch.Elapsed < time; count++) Check(await connection.SendAsync(_requests[(n + count * 7) % _requests.Length], cancel));
            return count;
        }, cancel)));
        return answers.Sum() / watch.Elapsed.TotalSeconds;
    }

    /// <summary>
    /// So many a second in all, whether the server keeps up or not: a request that waits for a late answer counts from when
    /// it was due. Requests are due by the millisecond, and one thread sleeps from each to the next: a client that waits
    /// more finely than timers wake has to spin, and takes the server's cores.
    /// </summary>
    internal async Task<LatencyHistogram> PaceAsync(int connections, double perSecond, TimeSpan time, CancellationToken cancel)
    {
        var (all, gate) = (new LatencyHistogram(), new Lock());
        // Bounded by the run: what a server that falls behind leaves waiting is part of what is measured.
        var due = Channel.CreateBounded<long>((int)(perSecond * time.TotalSeconds) + 1);
        var senders = Enumerable.Range(0, connections).Select(n => Task.Run(async () =>
        {
            using var connection = new HttpConnection(port);
            var i = n;
            await foreach (var since in due.Reader.ReadAllAsync(cancel))
            {
                Check(await connection.SendAsync(_requests[(i += 7) % _requests.Length], cancel));
                var late = Stopwatch.GetElapsedTime(since);
                lock (gate) all.Add(late.TotalMilliseconds);
            }
        }, cancel)).ToArray();
        await Task.Factory.StartNew(() => Tick(due.Writer, perSecond, time), cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await Task.WhenAll(senders);
        return all;
    }

    private static void Tick(ChannelWriter<long> due, double perSecond, TimeSpan time)
    {
        var (start, sent) = (Stopwatch.GetTimestamp(), 0L);
        for (var ms = 1L; ms <= time.TotalMilliseconds; ms++)
        {
            // Rounded up: never early, and the part of a millisecond that it is late counts as the server's.
            if (ms - Stopwatch.GetElapsedTime(start).TotalMilliseconds is > 0 and var early) Thread.Sleep((int)Math.Ceiling(early));
            var tick = start + ms * Stopwatch.Frequency / 1_000;
            for (; sent < perSecond * ms / 1_000; sent++) due.TryWrite(tick);
        }

        due.Complete();
    }

    private static void Check(int status)
    {
        if (status != 200) throw new InvalidOperationException($"The server answered {status}.");
    }

    private static string Json(float[] samples) =>
        "[" + string.Join(',', samples.Select(sample => sample.ToString("0.######", CultureInfo.InvariantCulture))) + "]";
}
