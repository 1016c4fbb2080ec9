using System.Globalization;
using System.Text;

namespace EcgStream.Signal.Formats.Wfdb;

/// <summary>Reads the text of a .hea file. Lines may end with LF or CRLF.</summary>
internal sealed class WfdbHeaderParser
{
    private const int MaxBytes = 1 << 20;
    private const int MaxSignals = 1_000;

    private readonly string _path;
    private int _line;

    private WfdbHeaderParser(string path) => _path = path;

    public static WfdbHeader Parse(string path, Func<string, Stream> open) => new WfdbHeaderParser(path).Header(ReadText(path, open));

    private static string ReadText(string path, Func<string, Stream> open)
    {
        using var file = open(path);
        try
        {
            var bytes = new byte[Math.Min(file.Length, MaxBytes + 1)];
            var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length > MaxBytes) throw new SignalFileException(path, "size", $"a header has at most {MaxBytes} bytes");
            return Encoding.UTF8.GetString(bytes.AsSpan(0, length));
        }
        catch (IOException reason)
        {
            throw new SignalFileException(path, "reading", "the file cannot be read", reason);
        }
    }

    private WfdbHeader Header(string text)
    {
        var lines = text.Split('\n');
        var comments = new List<string>();
        string? record = null;
        var (rate, samples, expected) = (0.0, 0L, 0);
        var signals = new List<WfdbSignal>();
        for (var i = 0; i < lines.Length; i++)
        {
            _line = i + 1;
            var line = lines[i].Trim();
            if (line.Length == 0) continue;
            if (line[0] == '#')
            {
                if (record is not null) comments.Add(line[1..].Trim());
            }
            else if (record is null) (record, expected, rate, samples) = RecordLine(line);
            else if (signals.Count < expected) signals.Add(SignalLine(line));
            else throw Bad($"the record line states {expected} signals, and here is another line");
        }
        if (record is null) throw Bad("the record line is missing");
        if (signals.Count < expected) throw Bad($"the record line states {expected} signals, and {signals.Count} are described");
        return new WfdbHeader(_path, record, rate, samples, signals, comments);
    }

    private (string Record, int Signals, double RateHz, long Samples) RecordLine(string line)
    {
        var fields = Fields(line);
        if (fields[0].Contains('/')) throw Bad("the record has several segments; only records of one segment are read");
        if (fields.Length < 2) throw Bad("the number of signals is missing");
        var signals = Integer(fields[1], "the number of signals", 1, MaxSignals);
        var rate = 250.0; // header(5): the default
        if (fields.Length > 2)
        {
            var text = fields[2].Split('/')[0];
            rate = Number(text, "the sampling frequency");
            if (rate is <= 0 or > 1_000_000) throw Bad($"the sampling frequency {SignalFileException.Quote(text)} is not between 0 and 1,000,000 Hz");
        }
        var samples = fields.Length > 3 ? Integer(fields[3], "the number of samples", 0L, long.MaxValue / 64) : 0;
        return (fields[0], signals, rate, samples);
    }

    private WfdbSignal SignalLine(string line)
    {
        var fields = Fields(line);
        if (fields.Length < 2) throw Bad("a signal needs a file name and a format");
        if (fields[0] is "-" or "~" || fields[0].AsSpan().ContainsAny('/', '\\') || fields[0] != Path.GetFileName(fields[0]) || fields[0].Contains('\0'))
            throw Bad($"the signal file {SignalFileException.Quote(fields[0])} is not the name of a file beside the header");
        var (format, offset) = Format(fields[1]);
        var (gain, baseline, units) = Gain(fields.Length > 2 ? fields[2] : "");
        var resolution = fields.Length > 3 ? Integer(fields[3], "the ADC resolution", 0, 64) : 0;
        var zero = fields.Length > 4 ? Integer(fields[4], "the ADC zero", int.MinValue, int.MaxValue) : 0;
        int? initial = fields.Length > 5 ? Integer(fields[5], "the initial value", int.MinValue, int.MaxValue) : null;
        // Written as a signed 16-bit number; some tools write it without a sign.
        short? checksum = fields.Length > 6 ? unchecked((short)Integer(fields[6], "the checksum", (int)short.MinValue, ushort.MaxValue)) : null;
        if (fields.Length > 7) Integer(fields[7], "the block size", 0, int.MaxValue);
        return new WfdbSignal(
            fields[0], format, offset, gain, baseline ?? zero, units, resolution, zero, initial, checksum,
            fields.Length > 8 ? Rest(line, 8) : "");
    }

    private (WfdbFormat Format, long Offset) Format(string field)
    {
        var end = field.AsSpan().IndexOfAnyExcept("0123456789");
        var number = end < 0 ? field : field[..end];
        var format = Integer(number, "the format", 0, int.MaxValue);
        if (!Enum.IsDefined((WfdbFormat)format)) throw Bad($"format {format} is unknown; formats 16, 24, 32, 80 and 212 are read");
        var offset = 0L;
        for (var rest = field.AsSpan(number.Length); rest.Length > 0;)
        {
            var kind = rest[0];
            var length = rest[1..].IndexOfAny("x:+");
            var value = length < 0 ? rest[1..] : rest.Slice(1, length);
            switch (kind)
            {
                case 'x' when Integer(value, "the samples per frame", 1, int.MaxValue) != 1:
                    throw Bad("the signal has several samples per frame; signals of unequal rates are not read");
                case ':' when Integer(value, "the skew", 0, int.MaxValue) != 0:
                    throw Bad("the signal is skewed; only signals without skew are read");
                case '+':
                    offset = Integer(value, "the byte offset", 0L, long.MaxValue / 2);
                    break;
                case 'x' or ':': break;
                default: throw Bad($"the format {SignalFileException.Quote(field)} cannot be read");
            }
            rest = rest[(1 + value.Length)..];
        }
        return ((WfdbFormat)format, offset);
    }

    // gain[(baseline)][/units]
    private (double Gain, int? Baseline, string Units) Gain(string field)
    {
        const double uncalibrated = 200; // header(5): a gain of 0 or none means 200 units per mV, not calibrated
        var slash = field.IndexOf('/');
        var units = slash < 0 || slash == field.Length - 1 ? "mV" : field[(slash + 1)..];
        var text = slash < 0 ? field : field[..slash];
        int? baseline = null;
        if (text.IndexOf('(') is var open and >= 0)
        {
            if (!text.EndsWith(')')) throw Bad($"the gain {SignalFileException.Quote(field)} cannot be read");
            baseline = Integer(text.AsSpan(open + 1, text.Length - open - 2), "the baseline", int.MinValue, int.MaxValue);
            text = text[..open];
        }
        var gain = text.Length == 0 ? 0 : Number(text, "the gain");
        return (gain == 0 ? uncalibrated : gain, baseline, units);
    }

    private T Integer<T>(ReadOnlySpan<char> text, string name, T low, T high) where T : System.Numerics.IBinaryInteger<T> =>
        T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= low && value <= high
            ? value
            : throw Bad($"{name} {SignalFileException.Quote(text)} is not an integer from {low} to {high}");

    private double Number(ReadOnlySpan<char> text, string name) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : throw Bad($"{name} {SignalFileException.Quote(text)} is not a number");

    private static string[] Fields(string line) =>
        line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    // The description is the rest of the line and may hold spaces.
    private static string Rest(string line, int fields)
    {
        var rest = line.AsSpan();
        for (; fields > 0; fields--)
        {
            var end = rest.IndexOfAny(' ', '\t');
            if (end < 0) return "";
            rest = rest[end..].TrimStart();
        }
        return rest.ToString();
    }

    private SignalFileException Bad(string reason) => new(_path, $"line {Math.Max(_line, 1)}", reason);
}
