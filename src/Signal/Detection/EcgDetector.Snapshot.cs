using EcgStream.Signal.Conditioning;
using EcgStream.Signal.Quality;

namespace EcgStream.Signal.Detection;

/// <summary>The whole state as bytes. A detector that restores it goes on exactly as the one that saved it would have.</summary>
public sealed partial class EcgDetector
{
    private const uint Magic = 0x54444345; // "ECDT"
    private const ushort SnapshotVersion = 1;
    private const int HeaderSize = sizeof(uint) + sizeof(ushort) + 2 * sizeof(byte) + sizeof(int) + sizeof(uint);

    /// <summary>Bytes of a snapshot; it depends on the format alone.</summary>
    public int SnapshotSize =>
        HeaderSize + _signal.SnapshotSize + _finder.SnapshotSize
        + _leads * (FlatLeadCheck.Size + sizeof(byte) + sizeof(int) + sizeof(float))
        + 2 * sizeof(long) + sizeof(int) + sizeof(uint);

    /// <summary>Writes the whole state.</summary>
    /// <param name="target">At least <see cref="SnapshotSize"/> bytes.</param>
    /// <exception cref="ArgumentException">The target is too short.</exception>
    public void Save(Span<byte> target)
    {
        if (target.Length < SnapshotSize) throw new ArgumentException($"A snapshot takes {SnapshotSize} bytes; there are {target.Length}.", nameof(target));
        var writer = new SnapshotWriter(target);
        writer.Write(Magic);
        writer.Write(SnapshotVersion);
        writer.Write((byte)_leads);
        writer.Write((byte)(Paced ? 1 : 0));
        writer.Write(Format.MilliHertz);
        writer.Write(FormatHash());
        writer.Write(NextSample);
        writer.Write(SearchBackBeats);
        writer.Write(_blockLeft);
        writer.Write(_leadsOff);
        for (var lead = 0; lead < _leads; lead++)
        {
            _checks[lead].Save(ref writer);
            writer.Write((byte)_raw[lead]);
            writer.Write(_settling[lead]);
            writer.Write(_lastFrame[lead]);
        }

        _signal.Save(ref writer);
        _finder.Save(ref writer);
    }

    /// <summary>Takes over a state that <see cref="Save"/> wrote.</summary>
    /// <exception cref="ArgumentException">The bytes are no snapshot of this version, signal format and pacing; the detector is unchanged.</exception>
    public void Restore(ReadOnlySpan<byte> source)
    {
        if (source.Length != SnapshotSize) throw new ArgumentException($"A snapshot has {SnapshotSize} bytes, not {source.Length}.", nameof(source));
        var reader = new SnapshotReader(source);
        if (reader.Read<uint>() != Magic) throw new ArgumentException("This is no snapshot of a detector.", nameof(source));
        var version = reader.Read<ushort>();
        if (version != SnapshotVersion) throw new ArgumentException($"Snapshot version {version} is not {SnapshotVersion}.", nameof(source));
        var (leads, paced, rate, hash) = (reader.Read<byte>(), reader.Read<byte>() != 0, reader.Read<int>(), reader.Read<uint>());
        if (leads != _leads || rate != Format.MilliHertz || hash != FormatHash())
            throw new ArgumentException($"The snapshot is of another signal format: {leads} leads at {rate / 1_000.0} Hz.", nameof(source));
        if (paced != Paced) throw new ArgumentException("The snapshot is of a patient with another pacing.", nameof(source));
        NextSample = reader.Read<long>();
        SearchBackBeats = reader.Read<long>();
        _blockLeft = reader.Read<int>();
        _leadsOff = reader.Read<uint>();
        for (var lead = 0; lead < _leads; lead++)
        {
            _checks[lead].Restore(ref reader);
            _raw[lead] = (LeadQuality)reader.Read<byte>();
            _settling[lead] = reader.Read<int>();
            _lastFrame[lead] = reader.Read<float>();
        }

        _signal.Restore(ref reader);
        _finder.Restore(ref reader);
    }

    /// <summary>Lead names and unit in 32 bits (FNV-1a; Fowler, Noll and Vo).</summary>
    private uint FormatHash()
    {
        var hash = 2_166_136_261u;
        foreach (var name in Format.LeadNames)
        {
            foreach (var letter in name) hash = (hash ^ letter) * 16_777_619;
            hash *= 16_777_619; // a name's end
        }

        var unit = BitConverter.DoubleToInt64Bits(Format.MicrovoltsPerUnit);
        return (hash ^ (uint)(unit ^ unit >> 32)) * 16_777_619;
    }
}
