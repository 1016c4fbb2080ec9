using System.Buffers;
using EcgStream.Gateway.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace EcgStream.Gateway.Bodies;

/// <summary>A request's body in a pooled buffer; whoever reads it disposes it.</summary>
internal sealed class RawBody : IDisposable
{
    private byte[] _buffer;

    private RawBody(byte[] buffer, int length) => (_buffer, Length) = (buffer, length);

    public int Length { get; }

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, Length);

    /// <summary>Reads at most <paramref name="limit"/> bytes; a longer body is refused, before reading where it says its length.</summary>
    public static async Task<RawBody> ReadAsync(HttpRequest request, int limit, CancellationToken cancel)
    {
        // Ours is the only limit: Kestrel's would cut off clients that still send instead of letting them see the answer.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        if (request.ContentLength > limit) throw TooLarge(limit);
        var buffer = ArrayPool<byte>.Shared.Rent((int)(request.ContentLength ?? 16 * 1024) + 1);
        var length = 0;
        try
        {
            while (true)
            {
                if (length == buffer.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                    buffer.AsSpan(0, length).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }

                var read = await request.Body.ReadAsync(buffer.AsMemory(length), cancel);
                if (read == 0) return new RawBody(buffer, length);
                length += read;
                if (length > limit) throw TooLarge(limit);
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    public void Dispose()
    {
        if (_buffer.Length == 0) return;
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private static Refusal TooLarge(int limit) =>
        Refusal.TooLarge("body", $"The body is larger than the {limit / 1024} KiB that this endpoint takes.");
}
