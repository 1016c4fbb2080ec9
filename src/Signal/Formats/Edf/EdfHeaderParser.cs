using System.Globalization;
using System.Text;

namespace EcgStream.Signal.Formats.Edf;

/// <summary>Reads the fixed-width ASCII fields of an EDF header.</summary>
internal sealed class EdfHeaderParser
{
    private const int Block = 256;
    private const int MaxSignals = 1_000;
    private const int MaxRecordBytes = 1 << 24; // a reader holds one data record

    private static readonly int[] SignalFields = [16, 80, 8, 8, 8, 8, 8, 80, 8, 32];

    private readonly string _path;
    private readonly Stream _file;
    private readonly long _length;

    private EdfHeaderParser(string path, Stream file)
    {
        (_path, _file) = (path, file);
        try
        {
            _length = file.Length;
        }
        catch (IOException reason)
        {
            throw new SignalFileException(path, "opening", "the file cannot be read", reason);
        }
    }

    public static EdfHeader Parse(string path, Stream file) => new EdfHeaderParser(path, file).Parse();

    private EdfHeader Parse()
    {
        var main = ReadBlock(0, Block);
        if (main[0] == 0xFF) throw Bad(0, "the file is BDF (24 bits); EDF and EDF+ are read");
        if (Text(main, 0, 8) != "0") throw Bad(0, "the file does not begin with the version 0 of EDF");
        var kind = Text(main, 192, 44) switch
        {
            var text when text.StartsWith("EDF+C", StringComparison.Ordinal) => EdfKind.Continuous,
            var text when text.StartsWith("EDF+D", StringComparison.Ordinal) => EdfKind.Discontinuous,
            _ => EdfKind.Edf,
        };
        var count = Integer(main, 252, 4, 0, "the number of signals", 1, MaxSignals);
        var headerBytes = Integer(main, 184, 8, 0, "the size of the header", 0, int.MaxValue);
        if (headerBytes != Block * (count + 1)) throw Bad(184, $"the header has {Block * (count + 1)} bytes for {count} signals, and the field says {headerBytes}");
        var records = Integer(main, 236, 8, 0, "the number of data records", -1, 99_999_999);
        var seconds = Number(main, 244, 8, 0, "the length of a data record");
        if (seconds is < 0 or > 86_400) throw Bad(244, "the length of a data record is not between 0 and 86,400 s");

        var signals = ReadSignals(count);
        if (seconds == 0 && signals.Any(signal => !signal.IsAnnotations)) throw Bad(244, "the length of a data record is 0");
        var recordBytes = signals.Sum(signal => 2L * signal.SamplesPerRecord);
        if (recordBytes > MaxRecordBytes) throw Bad(Block, $"a data record has {recordBytes} bytes; {MaxRecordBytes} can be read");
        var data = _length - headerBytes;
        if (records >= 0 && data < records * recordBytes)
            throw Bad(_length, $"the file ends here, and {records} data records need {headerBytes + records * recordBytes} bytes");
        if (records < 0 && data % recordBytes != 0) throw Bad(_length, "the file ends within a data record");
        return new EdfHeader(
            _path, Text(main, 8, 80), Text(main, 88, 80), Start(Text(main, 168, 8), Text(main, 176, 8)), kind,
            records < 0 ? data / recordBytes : records, seconds, signals);
    }

    // Each field stands for all signals, before the next field begins.
    private EdfSignal[] ReadSignals(int count)
    {
        var block = ReadBlock(Block, Block * count);
        var starts = new int[SignalFields.Length];
        for (var field = 1; field < starts.Length; field++) starts[field] = starts[field - 1] + SignalFields[field - 1] * count;
        var signals = new EdfSignal[count];
        for (var i = 0; i < count; i++)
        {
            int At(int field) => starts[field] + SignalFields[field] * i;
            string TextOf(int field) => Text(block, At(field), SignalFields[field]);
            var name = $"of signal {i + 1}";
            var samples = Integer(block, At(8), 8, Block, $"the samples per record {name}", 1, MaxRecordBytes / 2);
            var signal = new EdfSignal(
                TextOf(0), TextOf(1), TextOf(2),
                Number(block, At(3), 8, Block, $"the physical minimum {name}"), Number(block, At(4), 8, Block, $"the physical maximum {name}"),
                Integer(block, At(5), 8, Block, $"the digital minimum {name}", short.MinValue, short.MaxValue),
                Integer(block, At(6), 8, Block, $"the digital maximum {name}", short.MinValue, short.MaxValue),
                TextOf(7), samples);
            if (!signal.IsAnnotations && signal.DigitalMax <= signal.DigitalMin) throw Bad(Block + At(6), $"the digital maximum {name} is not greater than the minimum");
            if (!signal.IsAnnotations && signal.PhysicalMax == signal.PhysicalMin) throw Bad(Block + At(4), $"the physical maximum {name} equals the minimum");
            signals[i] = signal;
        }
        return signals;
    }

    private byte[] ReadBlock(long at, int length)
    {
        var block = new byte[(int)Math.Min(length, Math.Max(0, _length - at))];
        try
        {
            if (block.Length == length && _file.ReadAtLeast(block, length, throwOnEndOfStream: false) == length) return block;
        }
        catch (IOException reason)
        {
            throw new SignalFileException(_path, $"byte {at}", "the file cannot be read", reason);
        }
        throw Bad(_length, "the file ends within its header");
    }

    private static string Text(byte[] block, int at, int length) => Encoding.Latin1.GetString(block, at, length).Trim(' ', '\0');

    private int Integer(byte[] block, int at, int length, int before, string name, int low, int high)
    {
        var text = Text(block, at, length);
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= low && value <= high
            ? value
            : throw Bad(before + at, $"{name} {SignalFileException.Quote(text)} is not an integer from {low} to {high}");
    }

    private double Number(byte[] block, int at, int length, int before, string name)
    {
        var text = Text(block, at, length);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : throw Bad(before + at, $"{name} {SignalFileException.Quote(text)} is not a number");
    }

    private static DateTime? Start(string date, string time) =>
        DateTime.TryParseExact($"{date} {time}", "dd.MM.yy HH.mm.ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var start)
            // EDF+ defines two-digit years: 85 to 99 are 1985 to 1999, 00 to 84 are 2000 to 2084.
            ? new DateTime(start.Year % 100 + (start.Year % 100 >= 85 ? 1900 : 2000), start.Month, start.Day).Add(start.TimeOfDay)
            : null;

    private SignalFileException Bad(long at, string reason) => new(_path, $"byte {at}", reason);
}
