using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace EcgStream.Gateway.Tests.Support;

/// <summary>As much of SignalR's JSON protocol as the tests need, over a bare WebSocket.</summary>
internal sealed class HubClient : IAsyncDisposable
{
    private const byte Separator = 0x1E;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ClientWebSocket _socket = new();
    private readonly Queue<JsonElement> _messages = new();
    private readonly MemoryStream _partial = new();
    private int _calls;

    public static async Task<HubClient> ConnectAsync(Uri address, string? origin = null, string? key = null)
    {
        var client = new HubClient();
        if (origin is not null) client._socket.Options.SetRequestHeader("Origin", origin);
        if (key is not null) client._socket.Options.SetRequestHeader("Authorization", "Bearer " + key);
        await client._socket.ConnectAsync(address, default);
        await client.SendAsync("""{"protocol":"json","version":1}""");
        await client.NextAsync();
        return client;
    }

    /// <summary>Calls a method and waits for its completion; the error, or null. Events that come before are kept.</summary>
    public async Task<string?> InvokeAsync(string method, params object[] arguments)
    {
        var id = (++_calls).ToString(System.Globalization.CultureInfo.InvariantCulture);
        await SendAsync(JsonSerializer.Serialize(new { type = 1, invocationId = id, target = method, arguments }));
        var kept = new List<JsonElement>();
        while (true)
        {
            var message = await NextAsync();
            if (message.GetProperty("type").GetInt32() == 3)
            {
                foreach (var other in kept) _messages.Enqueue(other);
                return message.TryGetProperty("error", out var error) ? error.GetString() : null;
            }

            kept.Add(message);
        }
    }

    /// <summary>The argument of the next event of this name; others are skipped.</summary>
    public async Task<JsonElement> EventAsync(string name)
    {
        while (true)
        {
            var message = await NextAsync();
            if (message.GetProperty("type").GetInt32() == 1 && message.GetProperty("target").GetString() == name)
                return message.GetProperty("arguments")[0];
        }
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _partial.Dispose();
        return ValueTask.CompletedTask;
    }

    private Task SendAsync(string json) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(json).Append(Separator).ToArray(), WebSocketMessageType.Text, true, default);

    private async Task<JsonElement> NextAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        var buffer = new byte[16 * 1024];
        while (_messages.Count == 0)
        {
            var read = await _socket.ReceiveAsync(buffer.AsMemory(), limit.Token);
            if (read.MessageType == WebSocketMessageType.Close) throw new IOException("the server has closed the hub");
            foreach (var b in buffer.AsSpan(0, read.Count))
            {
                if (b != Separator)
                {
                    _partial.WriteByte(b);
                    continue;
                }

                _messages.Enqueue(JsonDocument.Parse(_partial.ToArray()).RootElement);
                _partial.SetLength(0);
            }
        }

        return _messages.Dequeue();
    }
}
