using System.Text.Json;
using EcgStream.Contracts.Alarms;

namespace EcgStream.EndToEnd.Support;

/// <summary>A viewer of alarms that resumes from the cursor of the last stored change it has seen, whenever the server is away.</summary>
internal sealed class AlarmWatcher : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly Lock _lock = new();
    private readonly List<(long Cursor, string Id, AlarmState State)> _stored = [];
    private readonly HashSet<string> _unstored = [];
    private readonly Uri _hub;
    private readonly Task _run;
    private HubClient? _client;
    private int _connections;
    private volatile bool _stopped;

    internal AlarmWatcher(Uri server)
    {
        _hub = new UriBuilder(server) { Path = "/hubs/monitor" }.Uri;
        _run = Task.Run(RunAsync);
    }

    /// <summary>Times it has joined.</summary>
    internal int Connections => Volatile.Read(ref _connections);

    /// <summary>Changes that were stored when they came, in the order in which they came.</summary>
    internal IReadOnlyList<(long Cursor, string Id, AlarmState State)> Stored
    {
        get { lock (_lock) return [.. _stored]; }
    }

    /// <summary>Alarms seen before they were stored.</summary>
    internal int SeenUnstored
    {
        get { lock (_lock) return _unstored.Count; }
    }

    /// <summary>Which these were.</summary>
    internal IReadOnlyCollection<string> Unstored
    {
        get { lock (_lock) return [.. _unstored]; }
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
                if (await client.InvokeAsync("JoinAlarms", Cursor()) is { } refusal) throw new IOException(refusal);
                Interlocked.Increment(ref _connections);
                while (true) Note(await client.EventAsync("Alarm"));
            }
            catch (Exception reason) when (reason is IOException or OperationCanceledException or ObjectDisposedException)
            {
                await Task.Delay(Pause); // the server is away: again, from the cursor
            }
        }
    }

    private long Cursor()
    {
        lock (_lock) return _stored.Count == 0 ? 0 : _stored[^1].Cursor;
    }

    private void Note(JsonElement alarm)
    {
        var id = alarm.GetProperty("id").GetString()!;
        lock (_lock)
        {
            if (!alarm.GetProperty("stored").GetBoolean()) _unstored.Add(id);
            else _stored.Add((alarm.GetProperty("cursor").GetInt64(), id, Enum.Parse<AlarmState>(alarm.GetProperty("state").GetString()!)));
        }
    }
}
