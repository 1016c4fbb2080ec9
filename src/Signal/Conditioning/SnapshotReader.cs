using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EcgStream.Signal.Conditioning;

/// <summary>Reads what <see cref="SnapshotWriter"/> wrote.</summary>
public ref struct SnapshotReader
{
    private readonly ReadOnlySpan<byte> _source;

    /// <summary>Starts at the beginning of a span.</summary>
    public SnapshotReader(ReadOnlySpan<byte> source)
    {
        if (!BitConverter.IsLittleEndian) throw new PlatformNotSupportedException("Snapshots are little-endian.");
        _source = source;
    }

    /// <summary>Bytes read so far.</summary>
    public int Consumed { get; private set; }

    /// <summary>Reads one value.</summary>
    /// <exception cref="ArgumentException">The span is too short.</exception>
    public T Read<T>() where T : unmanaged
    {
        var value = MemoryMarshal.Read<T>(_source[Consumed..]);
        Consumed += Unsafe.SizeOf<T>();
        return value;
    }

    /// <summary>Fills a span of values.</summary>
    /// <exception cref="ArgumentException">The span is too short.</exception>
    public void ReadAll<T>(Span<T> values) where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values);
        _source.Slice(Consumed, bytes.Length).CopyTo(bytes);
        Consumed += bytes.Length;
    }
}
