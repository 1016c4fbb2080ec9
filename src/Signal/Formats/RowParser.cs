using EcgStream.Signal.Beats;

namespace EcgStream.Signal.Formats;

/// <summary>Turns the lines of one file into rows. Holds what has been learned of the file so far.</summary>
internal sealed class RowParser
{
    // Rows that vote on where the class stands: one odd row must not turn the whole file.
    private const int Voters = 16;

    private readonly FileFormat _format;
    private readonly string _file;
    private readonly EcgFileOptions _options;
    private readonly byte _separator;
    private readonly Range[] _ranges = new Range[RowFields.Kept];
    private readonly List<(int Line, byte[] Text)> _undecided = [];
    private ClassPosition _position;
    private int _votesForFirst;
    private int _votesForLast;
    private int _line;
    private int _rows;
    private bool _headerIsOver;
    private bool _labelsSeen;
    private bool _stopped;

    public RowParser(FileFormat format, string file, EcgFileOptions options)
    {
        (_format, _file, _options) = (format, file, options);
        _separator = format switch { FileFormat.Txt => 0, FileFormat.Tsv => (byte)'\t', _ => (byte)',' };
        _position = (options.ClassPosition, format) switch
        {
            (_, FileFormat.Ts) => ClassPosition.Last,
            (ClassPosition.Detect, FileFormat.Txt) => ClassPosition.First,
            (ClassPosition.Detect, FileFormat.Arff) => ClassPosition.Last,
            var (position, _) => position,
        };
        _headerIsOver = options.Header == HeaderRow.Absent || format is not (FileFormat.Csv or FileFormat.Tsv);
    }

    /// <summary>Appends the rows of all lines that are here; true when more must be filled in.</summary>
    public bool Parse(LineReader lines, List<FileRow> rows)
    {
        while (!_stopped)
        {
            var step = lines.TryRead(out var line);
            if (step == LineReader.Step.NeedsMore) return true;
            if (step == LineReader.Step.End) break;
            _line++;
            if (step == LineReader.Step.TooLong)
            {
                if (MayAdd(rows)) Fail(rows, _line, null, $"the line is longer than {_options.MaxLineLength} bytes");
            }
            else
                OnLine(line, rows);
        }
        Decide(rows);
        return false;
    }

    private void OnLine(ReadOnlySpan<byte> line, List<FileRow> rows)
    {
        if (_line == 1)
        {
            if (line.StartsWith("\uFEFF"u8)) line = line[3..];
            else if (line is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            {
                Fail(rows, 1, null, "the file is UTF-16; save it as UTF-8");
                _stopped = true;
                return;
            }
        }
        var trimmed = line.Trim(" \t"u8);
        if (trimmed.IsEmpty || IsRemark(trimmed[0])) return;
        if (_format != FileFormat.Tsv) line = trimmed; // there a tab at either end is an empty value

        var fields = new RowFields(line, _separator, _ranges);
        if (!_headerIsOver)
        {
            _headerIsOver = true;
            if (_options.Header == HeaderRow.Present || ColumnNames.AreIn(fields))
            {
                if (_position == ClassPosition.Detect) _position = ColumnNames.ClassPositionIn(fields);
                return;
            }
        }
        if (!MayAdd(rows)) return;
        if (_position != ClassPosition.Detect)
        {
            OnRow(line, _line, rows);
            return;
        }

        _undecided.Add((_line, line.ToArray()));
        if (fields.Count == BeatFrame.SampleCount + 1) Vote(fields[0], fields.Last);
        if (_undecided.Count == Voters) Decide(rows);
    }

    private bool IsRemark(byte first) => _format switch
    {
        FileFormat.Arff => first is (byte)'%' or (byte)'@',
        FileFormat.Ts => first is (byte)'#' or (byte)'@',
        _ => first == '#',
    };

    private bool MayAdd(List<FileRow> rows)
    {
        if (_rows++ < _options.MaxRows) return true;
        Decide(rows);
        Fail(rows, _line, null, $"more than {_options.MaxRows} rows; from this line on nothing was read");
        _stopped = true;
        return false;
    }

    private void Vote(ReadOnlySpan<byte> first, ReadOnlySpan<byte> last)
    {
        var (isFirst, isLast) = (RowFields.TryClass(first, out _), RowFields.TryClass(last, out _));
        if (isFirst && isLast && first[0] == '?' != (last[0] == '?'))
            (isFirst, isLast) = (first[0] == '?', last[0] == '?'); // a sample is never ?
        if (isFirst == isLast) return;
        if (isFirst) _votesForFirst++;
        else _votesForLast++;
    }

    private void Decide(List<FileRow> rows)
    {
        if (_position == ClassPosition.Detect) // first is how the UCR archive does it
            _position = _votesForLast > _votesForFirst ? ClassPosition.Last : ClassPosition.First;
        foreach (var (number, text) in _undecided) OnRow(text, number, rows);
        _undecided.Clear();
    }

    private void OnRow(ReadOnlySpan<byte> line, int number, List<FileRow> rows)
    {
        ReadOnlySpan<byte> label = default;
        var hasLabel = false;
        if (_format == FileFormat.Ts && line.LastIndexOf((byte)':') is var colon and >= 0)
        {
            label = RowFields.Trim(line[(colon + 1)..]);
            line = line[..colon];
            hasLabel = true;
            if (line.Contains((byte)':'))
            {
                Fail(rows, number, null, "the row has more than one dimension; an ECG5000 beat has one");
                return;
            }
        }

        var fields = new RowFields(line, _separator, _ranges);
        var (samples, skip) = (fields.Count, 0);
        if (_format != FileFormat.Ts)
        {
            var stated = _position == ClassPosition.First ? fields[0] : fields.Last;
            // A row of 140 values has no class; unless it begins or ends with one, as the rows before it do: then it lost
            // a sample, and reading it would shift the beat.
            hasLabel = fields.Count != BeatFrame.SampleCount || stated is [(byte)'?']
                || _labelsSeen && RowFields.TryClass(stated, out _);
            if (hasLabel)
            {
                label = stated;
                samples--;
                if (_position == ClassPosition.First) skip = 1;
            }
        }
        if (samples != BeatFrame.SampleCount)
        {
            Fail(rows, number, null, _format == FileFormat.Ts
                ? $"{samples} samples found, {BeatFrame.SampleCount} expected"
                : $"{fields.Count} values found{(samples == BeatFrame.SampleCount - 1 ? ", the class among them" : "")}; "
                    + $"{BeatFrame.SampleCount} samples and a class expected, or {BeatFrame.SampleCount} samples alone");
            return;
        }

        var beatClass = BeatClass.Unknown;
        if (hasLabel && !RowFields.TryClass(label, out beatClass))
        {
            var column = _position == ClassPosition.First ? 1 : BeatFrame.SampleCount + 1;
            Fail(rows, number, column, $"class {RowFields.Quote(label)} is none of 1, 2, 3, 4, 5 or ?");
            return;
        }

        var values = new float[BeatFrame.SampleCount];
        for (var i = 0; i < values.Length; i++)
        {
            var text = fields[skip + i];
            if (RowFields.TryNumber(text, out values[i]) && float.IsFinite(values[i])) continue;
            Fail(rows, number, skip + i + 1, text.IsEmpty || text is [(byte)'?']
                ? "the sample is missing"
                : RowFields.TryNumber(text, out _)
                    ? $"sample {RowFields.Quote(text)} is not finite"
                    : $"sample {RowFields.Quote(text)} is not a number");
            return;
        }
        _labelsSeen |= hasLabel;
        rows.Add(new FileRow(number, new LabelledBeat(values, beatClass), null));
    }

    private void Fail(List<FileRow> rows, int line, int? column, string reason) =>
        rows.Add(new FileRow(line, null, new RowError(_file, line, column, reason)));
}
