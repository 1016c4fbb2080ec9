using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace EcgStream.Testing;

/// <summary>A viewer of the monitor hub that keeps what it is sent until a test asks for it. It does not reconnect.</summary>
public sealed class HubClient : IAsyncDisposable
{
    private const string Refusal = "HubException: ";
    private static readonly string[] Events = ["Alarm", "Status", "Trace", "Verdicts"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HubConnection _connection;
    private readonly Channel<(string Name, JsonElement Argument)> _events;

    private HubClient(HubConnection connection, int room)
    {
        _connection = connection;
        // When it is full the connection is not read any more.
        _events = Channel.CreateBounded<(string, JsonElement)>(room);
        foreach (var name in Events)
            connection.On<JsonElement>(name, argument => _events.Writer.WriteAsync((name, argument)).AsTask());
        connection.Closed += reason =>
        {
            _events.Writer.TryComplete(new IOException("The server has closed the hub.", reason));
            return Task.CompletedTask;
        };
    }

    /// <summary>Connects over a WebSocket, without a negotiation before it.</summary>
    /// <param name="address">Of the hub, http or ws.</param>
    /// <param name="key">Sent as a bearer token; null for none.</param>
    /// <param name="room">Events kept unread; when there are more the connection is not read.</param>
    /// <exception cref="IOException">The server is not there, or refuses.</exception>
    public static async Task<HubClient> ConnectAsync(Uri address, string? key = null, int room = 65_536)
    {
        var connection = new HubConnectionBuilder().WithUrl(address, options =>
        {
            options.Transports = HttpTransportType.WebSockets;
            options.SkipNegotiation = true;
            if (key is not null) options.Headers["Authorization"] = "Bearer " + key;
        }).Build();
        var client = new HubClient(connection, room);
        try
        {
            await connection.StartAsync();
            return client;
        }
        catch (Exception reason)
        {
            await client.DisposeAsync();
            throw new IOException("The hub does not take the connection.", reason);
        }
    }

    /// <summary>Asks for a WebSocket and hangs up.</summary>
    /// <param name="address">Of the hub, http or ws.</param>
    /// <param name="origin">The site whose page asks; null for no browser.</param>
    /// <param name="key">Sent as a bearer token; null for none.</param>
    /// <returns>The server's status: 101 when it takes the connection.</returns>
    public static async Task<HttpStatusCode> KnockAsync(Uri address, string? origin = null, string? key = null)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (origin is not null) socket.Options.SetRequestHeader("Origin", origin);
        if (key is not null) socket.Options.SetRequestHeader("Authorization", "Bearer " + key);
        var hub = new UriBuilder(address) { Scheme = address.Scheme is "https" or "wss" ? "wss" : "ws" }.Uri;
        try { await socket.ConnectAsync(hub, default); }
        catch (WebSocketException) when (socket.HttpStatusCode != 0) { }
        return socket.HttpStatusCode;
    }

    /// <summary>Calls a method and waits for its completion.</summary>
    /// <returns>Null, or the hub's refusal: code, colon, sentence.</returns>
    /// <exception cref="IOException">The hub is closed.</exception>
    public async Task<string?> InvokeAsync(string method, params object?[] arguments)
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await _connection.InvokeCoreAsync(method, arguments, limit.Token);
            return null;
        }
        catch (HubException refusal)
        {
            // Before it the client puts which method failed.
            return refusal.Message[(refusal.Message.IndexOf(Refusal, StringComparison.Ordinal) is var at and >= 0 ? at + Refusal.Length : 0)..];
        }
        catch (Exception reason) when (_connection.State == HubConnectionState.Disconnected)
        {
            throw new IOException("The server has closed the hub.", reason);
        }
    }

    /// <summary>The argument of the next event of this name; others are skipped.</summary>
    /// <exception cref="IOException">The hub is closed.</exception>
    public async Task<JsonElement> EventAsync(string name)
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            while (true)
            {
                if (await _events.Reader.ReadAsync(limit.Token) is var (come, argument) && come == name) return argument;
            }
        }
        catch (ChannelClosedException closed)
        {
            throw new IOException("The server has closed the hub.", closed);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _events.Writer.TryComplete();
        await _connection.DisposeAsync();
    }
}
