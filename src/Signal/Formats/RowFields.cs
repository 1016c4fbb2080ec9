using System.Globalization;
using System.Text;
using EcgStream.Signal.Beats;

namespace EcgStream.Signal.Formats;

/// <summary>One line cut into its values.</summary>
internal readonly ref struct RowFields
{
    /// <summary>More values than a row can have are counted, not kept; one more than that is enough.</summary>
    public const int Kept = BeatFrame.SampleCount + 2;

    private readonly ReadOnlySpan<byte> _line;
    private readonly Span<Range> _ranges;
    private readonly Range _last;

    /// <summary>Cuts a line.</summary>
    /// <param name="separator">The separator; 0 for runs of white space.</param>
    /// <param name="ranges">Range[<see cref="Kept"/>], overwritten.</param>
    public RowFields(ReadOnlySpan<byte> line, byte separator, Span<Range> ranges)
    {
        _line = line;
        _ranges = ranges;
        var at = 0;
        while (true)
        {
            if (separator == 0)
            {
                while (at < line.Length && IsSpace(line[at])) at++;
                if (at == line.Length) break;
            }
            var rest = line[at..];
            var length = separator == 0 ? rest.IndexOfAny((byte)' ', (byte)'\t') : rest.IndexOf(separator);
            var end = length < 0 ? line.Length : at + length;
            _last = at..end;
            if (Count < Kept) ranges[Count] = _last;
            Count++;
            if (length < 0) break;
            at = end + 1;
        }
    }

    /// <summary>How many values there are.</summary>
    public int Count { get; }

    /// <summary>The last value.</summary>
    public ReadOnlySpan<byte> Last => Trim(_line[_last]);

    /// <summary>One of the first <see cref="Kept"/> values, without spaces and quotes around it.</summary>
    public ReadOnlySpan<byte> this[int i] => Trim(_line[_ranges[i]]);

    /// <summary>Reads a number as written by any tool under the invariant culture; NaN and infinities are numbers here.</summary>
    public static bool TryNumber(ReadOnlySpan<byte> text, out float value) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    /// <summary>Reads a class: an integer from 1 to 5 in any notation, or <c>?</c>.</summary>
    public static bool TryClass(ReadOnlySpan<byte> text, out BeatClass beatClass)
    {
        beatClass = BeatClass.Unknown;
        if (text is [(byte)'?']) return true;
        if (!TryNumber(text, out var number) || number is not (1 or 2 or 3 or 4 or 5)) return false;
        beatClass = (BeatClass)number;
        return true;
    }

    /// <summary>A value for an error message: short, printable.</summary>
    public static string Quote(ReadOnlySpan<byte> text)
    {
        var shown = Encoding.UTF8.GetString(text.Length > 24 ? text[..24] : text);
        return $"'{string.Concat(shown.Select(c => char.IsControl(c) ? '\uFFFD' : c))}{(text.Length > 24 ? "…" : "")}'";
    }

    private static bool IsSpace(byte b) => b is (byte)' ' or (byte)'\t';

    /// <summary>A value without spaces and quotes around it.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        text = text.Trim(" \t"u8);
        return text.Length >= 2 && text[0] == text[^1] && text[0] is (byte)'"' or (byte)'\'' ? text[1..^1].Trim(" \t"u8) : text;
    }
}
