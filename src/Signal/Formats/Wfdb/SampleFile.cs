using System.Buffers.Binary;

namespace EcgStream.Signal.Formats.Wfdb;

/// <summary>Decodes one signal file from its start, in a buffer of fixed size.</summary>
internal sealed class SampleFile : IDisposable
{
    private readonly Stream _file;
    private readonly string _path;
    private readonly WfdbFormat _format;
    private readonly byte[] _buffer = new byte[24 * 1024];
    private int _at;
    private int _end;
    private int _second; // format 212: the second sample of a pair whose first is given already
    private bool _hasSecond;

    public SampleFile(Stream file, string path, WfdbFormat format, long byteOffset)
    {
        (_file, _path, _format) = (file, path, format);
        try
        {
            Length = _file.Length;
            _file.Position = Math.Min(byteOffset, Length);
        }
        catch (IOException reason)
        {
            _file.Dispose();
            throw new SignalFileException(path, "opening", "the file cannot be read", reason);
        }
    }

    /// <summary>Bytes of the file.</summary>
    public long Length { get; }

    /// <summary>Bytes that hold a number of samples. The last of an odd number in format 212 takes two.</summary>
    public decimal BytesOf(decimal samples) => _format switch
    {
        WfdbFormat.Format80 => samples,
        WfdbFormat.Format16 => samples * 2,
        WfdbFormat.Format24 => samples * 3,
        WfdbFormat.Format32 => samples * 4,
        _ => decimal.Floor(samples / 2) * 3 + samples % 2 * 2,
    };

    /// <summary>Reads samples in the order of the file; fewer than asked for at the end of the file only.</summary>
    public int Read(Span<int> samples)
    {
        var read = 0;
        while (read < samples.Length)
        {
            var count = _format switch
            {
                WfdbFormat.Format16 => Read16(samples[read..]),
                WfdbFormat.Format24 => Read24(samples[read..]),
                WfdbFormat.Format32 => Read32(samples[read..]),
                WfdbFormat.Format80 => Read80(samples[read..]),
                _ => Read212(samples[read..]),
            };
            if (count == 0 && !Fill()) break;
            read += count;
        }
        return read;
    }

    /// <summary>True when bytes are left that hold no whole sample.</summary>
    public bool HasPartOfASample => _at < _end;

    public void Dispose() => _file.Dispose();

    private bool Fill()
    {
        _buffer.AsSpan(_at, _end - _at).CopyTo(_buffer);
        (_at, _end) = (0, _end - _at);
        try
        {
            var read = _file.Read(_buffer, _end, _buffer.Length - _end);
            _end += read;
            return read > 0;
        }
        catch (IOException reason)
        {
            throw new SignalFileException(_path, "reading", "the file cannot be read", reason);
        }
    }

    private int Read16(Span<int> samples)
    {
        var count = Math.Min(samples.Length, (_end - _at) / 2);
        for (var i = 0; i < count; i++, _at += 2) samples[i] = BinaryPrimitives.ReadInt16LittleEndian(_buffer.AsSpan(_at));
        return count;
    }

    private int Read24(Span<int> samples)
    {
        var count = Math.Min(samples.Length, (_end - _at) / 3);
        for (var i = 0; i < count; i++, _at += 3)
            samples[i] = _buffer[_at] | _buffer[_at + 1] << 8 | (sbyte)_buffer[_at + 2] << 16;
        return count;
    }

    private int Read32(Span<int> samples)
    {
        var count = Math.Min(samples.Length, (_end - _at) / 4);
        for (var i = 0; i < count; i++, _at += 4) samples[i] = BinaryPrimitives.ReadInt32LittleEndian(_buffer.AsSpan(_at));
        return count;
    }

    private int Read80(Span<int> samples)
    {
        var count = Math.Min(samples.Length, _end - _at);
        for (var i = 0; i < count; i++, _at++) samples[i] = _buffer[_at] - 128;
        return count;
    }

    // Bytes: first sample's low 8 bits; its high 4 bits below the second's high 4; second's low 8 bits.
    private int Read212(Span<int> samples)
    {
        var count = 0;
        if (_hasSecond && samples.Length > 0)
        {
            samples[count++] = _second;
            _hasSecond = false;
        }
        while (count < samples.Length && _end - _at >= 3)
        {
            var middle = _buffer[_at + 1];
            samples[count++] = (_buffer[_at] | (middle & 0x0F) << 8) << 20 >> 20;
            var second = (_buffer[_at + 2] | (middle & 0xF0) << 4) << 20 >> 20;
            _at += 3;
            if (count < samples.Length) samples[count++] = second;
            else (_second, _hasSecond) = (second, true);
        }
        // An odd number of samples may end with two bytes.
        if (count < samples.Length && _end - _at == 2 && _file.Position >= Length)
        {
            samples[count++] = (_buffer[_at] | (_buffer[_at + 1] & 0x0F) << 8) << 20 >> 20;
            _at += 2;
        }
        return count;
    }
}
