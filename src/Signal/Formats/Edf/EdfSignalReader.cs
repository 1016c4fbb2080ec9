using System.Buffers.Binary;

namespace EcgStream.Signal.Formats.Edf;

/// <summary>Reads samples of an EDF or EDF+ file from start to end; it holds one data record.</summary>
public sealed class EdfSignalReader : IDisposable
{
    private readonly EdfRecordFile _file;
    private readonly int[] _signals;
    private readonly int _perRecord;
    private int _left; // frames of the current record that are not read yet

    /// <summary>Opens a file.</summary>
    /// <param name="signals">Indices of the signals to read, all of one rate; null reads all that hold samples.</param>
    /// <exception cref="SignalFileException">
    /// The file is absent or too short, is discontinuous, holds no samples, or the signals differ in rate.
    /// </exception>
    public EdfSignalReader(EdfHeader header, IReadOnlyList<int>? signals = null) : this(header, signals, SignalFileException.Open)
    {
    }

    internal EdfSignalReader(EdfHeader header, IReadOnlyList<int>? signals, Func<string, Stream> open)
    {
        Header = header;
        _signals = [.. signals ?? [.. Enumerable.Range(0, header.Signals.Count).Where(i => !header.Signals[i].IsAnnotations)]];
        if (_signals.Any(i => header.Signals[i].IsAnnotations)) throw new ArgumentException("A signal holds annotations, not samples.", nameof(signals));
        if (_signals.Length == 0) throw new SignalFileException(header.Path, "header", "the file holds annotations only, and no samples");
        if (header.Kind == EdfKind.Discontinuous)
            throw new SignalFileException(header.Path, "byte 192", "the recording is discontinuous (EDF+D); only continuous recordings are read");
        var first = header.Signals[_signals[0]];
        _perRecord = first.SamplesPerRecord;
        foreach (var i in _signals)
            if (header.Signals[i].SamplesPerRecord != _perRecord)
                throw new SignalFileException(header.Path, $"signal {i + 1}",
                    FormattableString.Invariant($"its rate is {header.SampleRateHz(header.Signals[i]):0.###} Hz, and that of signal {_signals[0] + 1} is {SampleRateHz:0.###} Hz; signals of unequal rates are not read together"));
        _file = new EdfRecordFile(header, open(header.Path));
    }

    /// <summary>The header.</summary>
    public EdfHeader Header { get; }

    /// <summary>The signals that are read, in the order of a frame.</summary>
    public IReadOnlyList<EdfSignal> Signals => [.. _signals.Select(i => Header.Signals[i])];

    /// <summary>Frames per second.</summary>
    public double SampleRateHz => _perRecord / Header.RecordSeconds;

    /// <summary>Frames of the recording.</summary>
    public long SampleCount => Header.RecordCount * _perRecord;

    /// <summary>Frames read so far.</summary>
    public long Position { get; private set; }

    /// <summary>Opens a file by its path.</summary>
    /// <exception cref="SignalFileException">The header or the signals cannot be read.</exception>
    public static EdfSignalReader Open(string path) => new(EdfHeader.Read(path));

    /// <summary>Reads frames (one sample of each signal), signal by signal within a frame.</summary>
    /// <param name="frames">Digital values: int[frames × signals]; its length is a multiple of the number of signals.</param>
    /// <returns>Frames read; 0 at the end.</returns>
    /// <exception cref="SignalFileException">The file ends too soon or cannot be read.</exception>
    public int Read(Span<int> frames)
    {
        var width = _signals.Length;
        if (frames.Length % width != 0) throw new ArgumentException($"The length is not a multiple of {width} signals.", nameof(frames));
        var (read, wanted) = (0, frames.Length / width);
        while (read < wanted)
        {
            if (_left == 0)
            {
                if (!_file.TryRead()) break;
                _left = _perRecord;
            }
            var count = Math.Min(_left, wanted - read);
            for (var i = 0; i < width; i++)
            {
                var samples = _file[_signals[i]][(2 * (_perRecord - _left))..];
                for (var frame = 0; frame < count; frame++)
                    frames[(read + frame) * width + i] = BinaryPrimitives.ReadInt16LittleEndian(samples[(2 * frame)..]);
            }
            read += count;
            _left -= count;
        }
        Position += read;
        return read;
    }

    /// <summary>Converts one frame to millivolts.</summary>
    /// <param name="frame">Digital values: int[signals].</param>
    /// <param name="millivolts">float[signals].</param>
    /// <exception cref="SignalFileException">The unit of a signal is not a voltage.</exception>
    public void ToMillivolts(ReadOnlySpan<int> frame, Span<float> millivolts)
    {
        for (var i = 0; i < _signals.Length; i++)
        {
            var signal = Header.Signals[_signals[i]];
            if (signal.MicrovoltsPerUnit is not { } scale)
                throw new SignalFileException(Header.Path, $"signal {_signals[i] + 1}", $"the unit {SignalFileException.Quote(signal.Units)} is not a voltage");
            millivolts[i] = (float)(signal.ToPhysical(frame[i]) * (scale / signal.Scale) / 1_000);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
