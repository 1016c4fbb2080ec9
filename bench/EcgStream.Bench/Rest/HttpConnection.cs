using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace EcgStream.Bench.Rest;

/// <summary>
/// One HTTP/1.1 connection that sends requests as they stand and reads answers to their end: a load generator that takes
/// few microseconds of the machine it shares with the server. Connects again where the server closes.
/// </summary>
internal sealed class HttpConnection(int port) : IDisposable
{
    private readonly byte[] _buffer = new byte[256 * 1024];
    private Socket? _socket;

    public void Dispose() => _socket?.Dispose();

    /// <summary>Sends one request and reads its answer.</summary>
    /// <returns>The status code.</returns>
    internal async ValueTask<int> SendAsync(ReadOnlyMemory<byte> request, CancellationToken cancel)
    {
        if (_socket is null)
        {
            _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await _socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancel);
        }

        await _socket.SendAsync(request, cancel);
        var (filled, whole) = (0, -1);
        while (whole < 0)
        {
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(filled), cancel);
            filled += read;
            whole = EndOf(_buffer.AsSpan(0, filled), closed: read == 0);
            if (read == 0 && whole < 0) throw new IOException("The server closed the connection in the middle of an answer.");
        }

        var answer = _buffer.AsSpan(0, filled);
        Utf8Parser.TryParse(answer["HTTP/1.1 ".Length..], out int status, out _);
        if (Header(answer, "connection: close"u8) >= 0)
        {
            _socket.Dispose();
            _socket = null;
        }

        return status;
    }

    /// <summary>Length of the answer when it is whole, else −1.</summary>
    private static int EndOf(ReadOnlySpan<byte> answer, bool closed)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0) return -1;
        var body = head + 4;
        if (Header(answer[..body], "content-length: "u8) is >= 0 and var at)
        {
            Utf8Parser.TryParse(answer[at..], out int length, out _);
            return answer.Length >= body + length ? body + length : -1;
        }

        if (Header(answer[..body], "transfer-encoding: chunked"u8) >= 0) return answer.EndsWith("0\r\n\r\n"u8) ? answer.Length : -1;
        return closed ? answer.Length : -1;
    }

    /// <summary>Where the text after <paramref name="lowerCase"/> begins, whatever the case of the headers; −1 when it is not there.</summary>
    private static int Header(ReadOnlySpan<byte> head, ReadOnlySpan<byte> lowerCase)
    {
        for (var i = head.IndexOf((byte)'\n') + 1; i > 0 && i + lowerCase.Length <= head.Length;)
        {
            var line = head.Slice(i, lowerCase.Length);
            if (System.Text.Ascii.EqualsIgnoreCase(line, lowerCase)) return i + lowerCase.Length;
            if (head[i] == '\r') return -1; // the end of the headers
            var next = head[i..].IndexOf((byte)'\n');
            if (next < 0) return -1;
            i += next + 1;
        }

        return -1;
    }
}
