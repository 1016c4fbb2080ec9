using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace EcgStream.Bench.Live;

/// <summary>
/// A viewer at the hub: follows all alarms, and the verdicts of some patients as a screen of tiles does. Speaks as much of
/// SignalR's JSON protocol as that takes; its package for .NET is not on every feed.
/// </summary>
internal sealed class AlarmViewer : IAsyncDisposable
{
    private const byte Separator = 0x1E;
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _leave = new();
    private Task _reading = Task.CompletedTask;

    /// <summary>Alarms as they arrived: identity, cursor (null while unstored), when.</summary>
    internal List<(string Id, long? Cursor, DateTimeOffset At)> Alarms { get; } = [];

    /// <summary>Verdicts as they arrived.</summary>
    internal List<(string PatientId, long Beat, ulong Hash)> Verdicts { get; } = [];

    internal static async Task<AlarmViewer> JoinAsync(Uri server, IEnumerable<string> patients, CancellationToken cancel)
    {
        var viewer = new AlarmViewer();
        await viewer._socket.ConnectAsync(new UriBuilder(server) { Scheme = "ws", Path = "/hubs/monitor" }.Uri, cancel);
        await viewer.SendAsync("""{"protocol":"json","version":1}""", cancel);
        await viewer.SendAsync("""{"type":1,"target":"JoinAlarms","arguments":[0]}""", cancel);
        foreach (var patient in patients)
            await viewer.SendAsync($$"""{"type":1,"target":"JoinPatient","arguments":["{{patient}}"]}""", cancel);
        viewer._reading = Task.Run(() => viewer.ReadAsync(viewer._leave.Token), cancel);
        return viewer;
    }

    /// <summary>Ends the reading; the lists are whole then.</summary>
    internal async Task LeaveAsync()
    {
        await _leave.CancelAsync();
        await _reading;
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _leave.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task SendAsync(string json, CancellationToken cancel) =>
        await _socket.SendAsync(Encoding.UTF8.GetBytes(json + (char)Separator), WebSocketMessageType.Text, true, cancel);

    private async Task ReadAsync(CancellationToken leave)
    {
        var buffer = new byte[64 * 1024];
        using var partial = new MemoryStream();
        while (!leave.IsCancellationRequested)
        {
            ValueWebSocketReceiveResult read;
            try { read = await _socket.ReceiveAsync(buffer.AsMemory(), leave); }
            catch (OperationCanceledException) { return; }
            var now = DateTimeOffset.UtcNow;
            var rest = buffer.AsMemory(0, read.Count);
            for (var end = rest.Span.IndexOf(Separator); end >= 0; end = rest.Span.IndexOf(Separator))
            {
                partial.Write(rest.Span[..end]);
                Note(partial.GetBuffer().AsMemory(0, (int)partial.Length), now);
                partial.SetLength(0);
                rest = rest[(end + 1)..];
            }

            partial.Write(rest.Span);
        }
    }

    private void Note(ReadOnlyMemory<byte> json, DateTimeOffset now)
    {
        using var message = JsonDocument.Parse(json);
        if (!message.RootElement.TryGetProperty("target", out var target)) return;
        var argument = message.RootElement.GetProperty("arguments")[0];
        if (target.ValueEquals("Alarm"))
        {
            var cursor = argument.GetProperty("cursor");
            Alarms.Add((argument.GetProperty("id").GetString()!, cursor.ValueKind == JsonValueKind.Null ? null : cursor.GetInt64(), now));
        }
        else if (target.ValueEquals("Verdicts"))
        {
            foreach (var verdict in argument.EnumerateArray())
                Verdicts.Add((verdict.GetProperty("patientId").GetString()!, verdict.GetProperty("beat").GetInt64(),
                    ulong.Parse(verdict.GetProperty("sampleHash").GetString()!, System.Globalization.CultureInfo.InvariantCulture)));
        }
    }
}
