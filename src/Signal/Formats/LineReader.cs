namespace EcgStream.Signal.Formats;

/// <summary>Cuts a stream of bytes into lines of bounded length. Filling and cutting are apart, so that both sync and async readers use it.</summary>
internal sealed class LineReader(Stream stream, int maxLength)
{
    private byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;
    private bool _ended;
    private bool _skipping; // in the middle of a line that is too long

    public enum Step : byte
    {
        /// <summary>A line.</summary>
        Line,

        /// <summary>A line that is too long; its text is gone.</summary>
        TooLong,

        /// <summary>No whole line is here: fill.</summary>
        NeedsMore,

        /// <summary>The stream is at its end.</summary>
        End,
    }

    /// <summary>The next line without its end, valid until the next fill.</summary>
    public Step TryRead(out ReadOnlySpan<byte> line)
    {
        line = default;
        var here = _buffer.AsSpan(_start, _end - _start);
        var length = here.IndexOf((byte)'\n');
        if (length < 0 && !_ended)
        {
            if (here.Length <= maxLength + 1) return Step.NeedsMore; // +1: the line end may be \r\n
            _skipping = true;
            _start = _end = 0;
            return Step.NeedsMore;
        }
        if (length < 0 && here.IsEmpty && !_skipping) return Step.End;

        line = length < 0 ? here : here[..length];
        _start += length < 0 ? here.Length : length + 1;
        if (!line.IsEmpty && line[^1] == '\r') line = line[..^1];
        if (!_skipping && line.Length <= maxLength) return Step.Line;
        _skipping = false;
        line = default;
        return Step.TooLong;
    }

    /// <summary>Reads on from the stream.</summary>
    public void Fill() => Took(stream.Read(Room().Span));

    /// <inheritdoc cref="Fill"/>
    public async ValueTask FillAsync(CancellationToken cancel) => Took(await stream.ReadAsync(Room(), cancel));

    private void Took(int count)
    {
        _end += count;
        _ended = count == 0;
    }

    private Memory<byte> Room()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        // Bounded: a line beyond maxLength + 1 is dropped before more is asked for.
        if (_end == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        return _buffer.AsMemory(_end);
    }
}
