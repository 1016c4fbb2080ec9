using System.Text;

namespace EcgStream.Signal.Formats.Wfdb;

/// <summary>Reads the annotations of one file in MIT format, one after another, in a buffer of fixed size.</summary>
public sealed class WfdbAnnotationReader : IDisposable
{
    private readonly string _path;
    private readonly long _sampleCount;
    private readonly Stream _file;
    private readonly byte[] _buffer = new byte[4096];
    private int _at;
    private int _end;
    private long _bytes; // before the buffer
    private long _sample;
    private byte _channel;
    private sbyte _number;
    private bool _ended;
    private int _word;
    private bool _hasWord;

    /// <param name="sampleCount">Samples of the record; an annotation at or after it is an error. 0 or less: not checked.</param>
    /// <exception cref="SignalFileException">The file is absent or cannot be opened.</exception>
    public WfdbAnnotationReader(string path, long sampleCount = 0) : this(SignalFileException.Open(path), path, sampleCount)
    {
    }

    internal WfdbAnnotationReader(Stream file, string path, long sampleCount) =>
        (_file, _path, _sampleCount) = (file, path, sampleCount);

    /// <summary>Reads the next annotation; false behind the last.</summary>
    /// <exception cref="SignalFileException">The file is broken or ends too soon, or the annotation lies beyond the record.</exception>
    public bool TryRead(out WfdbAnnotation annotation)
    {
        annotation = default;
        if (_ended) return false;
        var before = _sample;
        var word = NextWord();
        var place = Place;
        while (word >> 10 == WfdbAnnotations.Skip)
        {
            // PDP-11 long: the upper 16 bits come first.
            var interval = NextWord() << 16;
            _sample += interval | NextWord();
            word = NextWord();
        }
        var code = word >> 10;
        if (word == 0)
        {
            _ended = true;
            return false;
        }
        if (code > WfdbAnnotations.MaxCode) throw Bad($"code {code} does not start an annotation", place);
        _sample += word & 0x3FF;
        if (_sample < before) throw Bad("the annotation lies before the one in front of it", place);
        if (_sampleCount > 0 && _sample >= _sampleCount)
            throw Bad($"the annotation at sample {_sample} lies beyond the end of the record, which has {_sampleCount} samples", place);

        sbyte subtype = 0;
        string? aux = null;
        for (; ; )
        {
            word = NextWord();
            switch (word >> 10)
            {
                case WfdbAnnotations.Num: _number = (sbyte)word; continue;
                case WfdbAnnotations.Sub: subtype = (sbyte)word; continue;
                case WfdbAnnotations.Chn: _channel = (byte)word; continue;
                case WfdbAnnotations.Aux: aux = Text(word & 0x3FF); continue;
            }
            (_word, _hasWord) = (word, true);
            break;
        }
        annotation = new WfdbAnnotation(_sample, (byte)code, subtype, _channel, _number, aux);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private string Place => $"byte {Math.Max(_bytes + _at - 2, 0)}";

    private string Text(int length)
    {
        if (length > byte.MaxValue) throw Bad($"the text has {length} bytes; 255 are allowed", Place);
        Span<byte> text = stackalloc byte[256];
        for (var i = 0; i < length; i += 2)
        {
            var word = NextWord();
            (text[i], text[i + 1]) = ((byte)word, (byte)(word >> 8));
        }
        text = text[..length];
        // Some writers count a closing zero.
        return Encoding.Latin1.GetString(text.TrimEnd((byte)0));
    }

    private int NextWord()
    {
        if (_hasWord)
        {
            _hasWord = false;
            return _word;
        }
        if (_end - _at < 2) Fill();
        if (_end - _at < 2) throw Bad("the file ends without its end mark", $"byte {_bytes + _end}");
        var word = _buffer[_at] | _buffer[_at + 1] << 8;
        _at += 2;
        return word;
    }

    private void Fill()
    {
        _buffer.AsSpan(_at, _end - _at).CopyTo(_buffer);
        (_bytes, _at, _end) = (_bytes + _at, 0, _end - _at);
        try
        {
            for (int read; _end < 2 && (read = _file.Read(_buffer, _end, _buffer.Length - _end)) > 0;) _end += read;
        }
        catch (IOException reason)
        {
            throw new SignalFileException(_path, $"byte {_bytes}", "the file cannot be read", reason);
        }
    }

    private SignalFileException Bad(string reason, string place) => new(_path, place, reason);
}
