namespace EcgStream.Signal.Tests.Formats;

/// <summary>A stream that gives a few bytes a read, as a slow upload does.</summary>
internal sealed class TrickleStream(byte[] data, int piece) : MemoryStream(data)
{
    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, piece)]);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.ReadAsync(buffer[..Math.Min(buffer.Length, piece)], cancellationToken);
}
