using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EcgStream.Signal.Conditioning;

/// <summary>Writes values one after the other into a span, little-endian, without allocating.</summary>
public ref struct SnapshotWriter
{
    private readonly Span<byte> _target;

    /// <summary>Starts at the beginning of a span.</summary>
    public SnapshotWriter(Span<byte> target)
    {
        if (!BitConverter.IsLittleEndian) throw new PlatformNotSupportedException("Snapshots are little-endian.");
        _target = target;
    }

    /// <summary>Bytes written so far.</summary>
    public int Written { get; private set; }

    /// <summary>Writes one value.</summary>
    /// <exception cref="ArgumentException">The span is too short.</exception>
    public void Write<T>(T value) where T : unmanaged
    {
        MemoryMarshal.Write(_target[Written..], in value);
        Written += Unsafe.SizeOf<T>();
    }

    /// <summary>Writes all values of a span; the reader has to know how many.</summary>
    /// <exception cref="ArgumentException">The span is too short.</exception>
    public void WriteAll<T>(ReadOnlySpan<T> values) where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values);
        bytes.CopyTo(_target[Written..]);
        Written += bytes.Length;
    }
}
