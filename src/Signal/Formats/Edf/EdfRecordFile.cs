namespace EcgStream.Signal.Formats.Edf;

/// <summary>Reads the data records of a file one after another into one buffer.</summary>
internal sealed class EdfRecordFile : IDisposable
{
    private readonly EdfHeader _header;
    private readonly Stream _file;
    private readonly byte[] _record;

    public EdfRecordFile(EdfHeader header, Stream file)
    {
        (_header, _file, _record) = (header, file, new byte[header.RecordBytes]);
        _file.Position = header.HeaderBytes;
    }

    /// <summary>Records read so far.</summary>
    public long Position { get; private set; }

    /// <summary>Reads the next record; false behind the last.</summary>
    /// <exception cref="SignalFileException">The file ends too soon or cannot be read.</exception>
    public bool TryRead()
    {
        if (Position == _header.RecordCount) return false;
        try
        {
            if (_file.ReadAtLeast(_record, _record.Length, throwOnEndOfStream: false) < _record.Length)
                throw new SignalFileException(_header.Path, $"data record {Position + 1}", "the file ends within it");
        }
        catch (IOException reason)
        {
            throw new SignalFileException(_header.Path, $"data record {Position + 1}", "the file cannot be read", reason);
        }
        Position++;
        return true;
    }

    /// <summary>The bytes of a signal in the current record.</summary>
    public ReadOnlySpan<byte> this[int signal]
    {
        get
        {
            var at = 0;
            for (var i = 0; i < signal; i++) at += _header.Signals[i].SamplesPerRecord * 2;
            return _record.AsSpan(at, _header.Signals[signal].SamplesPerRecord * 2);
        }
    }

    public void Dispose() => _file.Dispose();
}
