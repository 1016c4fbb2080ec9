using System.Diagnostics;
using System.Globalization;
using System.Text;
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

    /// <summary>So many a second in all, whether the server keeps up or not: a request that waits for a late answer counts from when it was due.</summary>
    internal async Task<LatencyHistogram> PaceAsync(int connections, double perSecond, TimeSpan time, CancellationToken cancel)
    {
        var (start, all, gate) = (Stopwatch.GetTimestamp(), new LatencyHistogram(), new Lock());
        await Task.WhenAll(Enumerable.Range(0, connections).Select(n => Task.Run(async () =>
        {
            using var connection = new HttpConnection(port);
            for (var i = 0; ; i++)
            {
                var due = TimeSpan.FromSeconds((n + (double)i * connections) / perSecond);
                if (due >= time) return;
                if (due - Stopwatch.GetElapsedTime(start) is var early && early > TimeSpan.Zero) await WaitAsync(start, due, cancel);
                Check(await connection.SendAsync(_requests[(n + i * 7) % _requests.Length], cancel));
                var late = Stopwatch.GetElapsedTime(start) - due;
                lock (gate) all.Add(late.TotalMilliseconds);
            }
        }, cancel)));
        return all;
    }

    // Timers wake up to a millisecond late, and that would be the client's delay, not the server's: the rest is yielded away.
    private static async ValueTask WaitAsync(long start, TimeSpan due, CancellationToken cancel)
    {
        var early = due - Stopwatch.GetElapsedTime(start);
        if (early > TimeSpan.FromMilliseconds(2)) await Task.Delay(early - TimeSpan.FromMilliseconds(1.5), cancel);
        while (Stopwatch.GetElapsedTime(start) < due) await Task.Yield();
    }

    private static void Check(int status)
    {
        if (status != 200) throw new InvalidOperationException($"The server answered {status}.");
    }

    private static string Json(float[] samples) =>
        "[" + string.Join(',', samples.Select(sample => sample.ToString("0.######", CultureInfo.InvariantCulture))) + "]";
}
