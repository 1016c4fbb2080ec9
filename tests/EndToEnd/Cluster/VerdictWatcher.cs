using System.Collections.Concurrent;
using System.Diagnostics;

namespace EcgStream.EndToEnd.Cluster;

/// <summary>A viewer of the whole ward: when each patient's first verdict came since a mark.</summary>
internal sealed class VerdictWatcher : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly Uri _hub;
    private readonly Task _run;
    private readonly ConcurrentDictionary<string, long> _first = new();
    private HubClient? _client;
    private long _mark;
    private volatile bool _stopped;

    internal VerdictWatcher(Uri gateway)
    {
        _hub = new UriBuilder(gateway) { Path = "/hubs/monitor" }.Uri;
        _run = Task.Run(RunAsync);
    }

    /// <summary>Forgets what has come; what comes in the next moments was under way before, and is left out.</summary>
    internal void Mark(TimeSpan underWay = default)
    {
        Interlocked.Exchange(ref _mark, Stopwatch.GetTimestamp() + (long)(underWay.TotalSeconds * Stopwatch.Frequency));
        _first.Clear();
    }

    /// <summary>Waits until each patient has had a verdict since the mark.</summary>
    /// <returns>Timestamp of each one's first.</returns>
    internal async Task<IReadOnlyDictionary<string, long>> AllAsync(int patients, TimeSpan patience)
    {
        await Eventually.HoldsAsync($"each of {patients} patients has a verdict", () => Task.FromResult(_first.Count >= patients), patience);
        return new Dictionary<string, long>(_first);
    }

    public async ValueTask DisposeAsync()
    {
        _stopped = true;
        if (_client is { } client) await client.DisposeAsync();
        await _run;
    }

    private async Task RunAsync()
    {
        while (!_stopped)
        {
            try
            {
                await using var client = _client = await HubClient.ConnectAsync(_hub);
                if (await client.InvokeAsync("JoinWard") is { } refusal) throw new IOException(refusal);
                while (true)
                {
                    var verdicts = await client.EventAsync("Verdicts");
                    var now = Stopwatch.GetTimestamp();
                    if (now < Interlocked.Read(ref _mark)) continue;
                    foreach (var verdict in verdicts.EnumerateArray()) _first.TryAdd(verdict.GetProperty("patientId").GetString()!, now);
                }
            }
            catch (Exception reason) when (reason is IOException or OperationCanceledException or ObjectDisposedException)
            {
                await Task.Delay(Pause); // the gateway is away: again
            }
        }
    }
}
