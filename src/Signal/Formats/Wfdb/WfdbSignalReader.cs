namespace EcgStream.Signal.Formats.Wfdb;

/// <summary>
/// Reads the samples of a WFDB record from start to end, in buffers of fixed size. The first sample and the checksum of each
/// signal are verified where the header states them; the checksum when the last frame has been read.
/// </summary>
public sealed class WfdbSignalReader : IDisposable
{
    private const int BlockFrames = 1_024;

    private readonly List<(SampleFile File, int[] Signals, int[] Block)> _files = [];
    private readonly short[] _sums;
    private readonly long _frames; // −1: to the end of the files
    private bool _checked;

    /// <summary>Opens the signal files that a header names.</summary>
    /// <exception cref="SignalFileException">A file is absent or shorter than the header says.</exception>
    public WfdbSignalReader(WfdbHeader header) : this(header, SignalFileException.Open)
    {
    }

    internal WfdbSignalReader(WfdbHeader header, Func<string, Stream> open)
    {
        Header = header;
        _sums = new short[header.Signals.Count];
        _frames = header.SampleCount > 0 ? header.SampleCount : -1;
        try
        {
            foreach (var group in Enumerable.Range(0, header.Signals.Count).GroupBy(i => header.Signals[i].FileName)) Open([.. group], open);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The header.</summary>
    public WfdbHeader Header { get; }

    /// <summary>Frames read so far.</summary>
    public long Position { get; private set; }

    /// <summary>Opens a record by its header's path.</summary>
    /// <exception cref="SignalFileException">The header or a signal file cannot be read.</exception>
    public static WfdbSignalReader Open(string path) => new(WfdbHeader.Read(path));

    /// <summary>Reads frames (one sample of each signal), signal by signal within a frame.</summary>
    /// <param name="frames">ADC units: int[frames × signals]; its length is a multiple of the number of signals.</param>
    /// <returns>Frames read; 0 at the end.</returns>
    /// <exception cref="SignalFileException">The files end too soon, or a first sample or a checksum is not the one stated.</exception>
    public int Read(Span<int> frames)
    {
        var width = Header.Signals.Count;
        if (frames.Length % width != 0) throw new ArgumentException($"The length is not a multiple of {width} signals.", nameof(frames));
        var wanted = frames.Length / width;
        if (_frames >= 0) wanted = (int)Math.Min(wanted, _frames - Position);
        var read = 0;
        while (read < wanted)
        {
            var block = frames.Slice(read * width, Math.Min(wanted - read, BlockFrames) * width);
            var got = ReadBlock(block, Position + read);
            if (read == 0 && Position == 0 && got > 0) CheckFirst(frames);
            Add(block[..(got * width)]);
            read += got;
            if (got * width < block.Length) break;
        }
        if (_frames >= 0 && read < wanted) throw Ended(_files[0].Signals[0], Position + read);
        Position += read;
        if (!_checked && (_frames >= 0 ? Position == _frames : read < wanted)) CheckSums();
        return read;
    }

    /// <summary>Converts one frame to millivolts; a missing sample becomes NaN.</summary>
    /// <param name="frame">ADC units: int[signals].</param>
    /// <param name="millivolts">float[signals].</param>
    /// <exception cref="SignalFileException">The unit of a signal is not a voltage.</exception>
    public void ToMillivolts(ReadOnlySpan<int> frame, Span<float> millivolts)
    {
        for (var i = 0; i < Header.Signals.Count; i++)
        {
            var signal = Header.Signals[i];
            var scale = signal.MicrovoltsPerUnit ?? throw new SignalFileException(
                Header.Path, $"signal {i + 1}", $"the unit {SignalFileException.Quote(signal.Units)} is not a voltage");
            millivolts[i] = frame[i] == signal.MissingValue ? float.NaN : (float)(((double)frame[i] - signal.Baseline) * scale / 1_000);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (file, _, _) in _files) file.Dispose();
    }

    private void Open(int[] signals, Func<string, Stream> open)
    {
        var first = Header.Signals[signals[0]];
        foreach (var i in signals)
            if ((Header.Signals[i].Format, Header.Signals[i].ByteOffset) != (first.Format, first.ByteOffset))
                throw new SignalFileException(Header.Path, $"signal {i + 1}", $"the signals of {first.FileName} differ in format or byte offset");
        var path = Path.Combine(Header.Folder, first.FileName);
        var file = new SampleFile(open(path), path, first.Format, first.ByteOffset);
        _files.Add((file, signals, signals.Length == Header.Signals.Count ? [] : new int[BlockFrames * signals.Length]));
        var needed = first.ByteOffset + file.BytesOf((decimal)Math.Max(_frames, 1) * signals.Length);
        if (file.Length < needed)
            throw new SignalFileException(first.FileName, $"byte {file.Length}", $"the file ends here, and the header asks for {needed:0} bytes");
    }

    private int ReadBlock(Span<int> block, long at)
    {
        var width = Header.Signals.Count;
        if (_files.Count == 1)
        {
            var samples = _files[0].File.Read(block);
            if (samples < block.Length && (samples % width != 0 || _files[0].File.HasPartOfASample)) throw Ended(0, at + samples / width);
            return samples / width;
        }
        var frames = block.Length / width;
        var least = frames;
        var most = 0;
        foreach (var (file, signals, own) in _files)
        {
            var samples = file.Read(own.AsSpan(0, frames * signals.Length));
            if (samples % signals.Length != 0 || samples < frames * signals.Length && file.HasPartOfASample)
                throw Ended(signals[0], at + samples / signals.Length);
            least = Math.Min(least, samples / signals.Length);
            most = Math.Max(most, samples / signals.Length);
            for (var frame = 0; frame < samples / signals.Length; frame++)
                for (var i = 0; i < signals.Length; i++)
                    block[frame * width + signals[i]] = own[frame * signals.Length + i];
        }
        if (least != most) throw new SignalFileException(Header.Path, $"frame {at + least}", "the signal files are not of equal length");
        return least;
    }

    private void CheckFirst(ReadOnlySpan<int> frame)
    {
        for (var i = 0; i < Header.Signals.Count; i++)
            if (Header.Signals[i].InitialValue is { } stated && stated != frame[i])
                throw new SignalFileException(Header.Signals[i].FileName, $"first sample of signal {i + 1}", $"it is {frame[i]}, and the header states {stated}");
    }

    private void Add(ReadOnlySpan<int> frames)
    {
        for (var at = 0; at < frames.Length; at += _sums.Length)
            for (var i = 0; i < _sums.Length; i++)
                _sums[i] = unchecked((short)(_sums[i] + frames[at + i]));
    }

    private void CheckSums()
    {
        _checked = true;
        for (var i = 0; i < _sums.Length; i++)
            if (Header.Signals[i].Checksum is { } stated && stated != _sums[i])
                throw new SignalFileException(Header.Signals[i].FileName, $"signal {i + 1}", $"the checksum is {_sums[i]}, and the header states {stated}");
    }

    private SignalFileException Ended(int signal, long frame) =>
        new(Header.Signals[signal].FileName, $"frame {frame}", "the file ends in the middle of a frame or before the last one");
}
