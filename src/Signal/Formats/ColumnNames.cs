using System.Text;
using EcgStream.Signal.Beats;

namespace EcgStream.Signal.Formats;

/// <summary>Tells a header row of a .csv or .tsv file from a row of data.</summary>
internal static class ColumnNames
{
    private static readonly string[] ClassNames = ["class", "label", "target", "y"];

    /// <summary>
    /// True when most values are no numbers; when the first or last names the class ("class,0,1,2…"); or when they only
    /// count up from 0 or 1, as pandas names columns that have no names. One bad number does not make a header.
    /// </summary>
    public static bool AreIn(in RowFields fields)
    {
        if (NamesClass(fields[0]) || NamesClass(fields.Last)) return true;

        var (names, counts) = (0, fields.Count >= BeatFrame.SampleCount);
        var kept = Math.Min(fields.Count, RowFields.Kept);
        var from = 0f;
        for (var i = 0; i < kept; i++)
        {
            var isNumber = RowFields.TryNumber(fields[i], out var value);
            if (!isNumber && fields[i] is not ([] or [(byte)'?'])) names++;
            if (i == 0) from = value;
            counts &= isNumber && from is 0 or 1 && value == from + i;
        }
        return counts || names > kept / 2;
    }

    /// <summary>Where the header names the class, or Detect where it does not.</summary>
    public static ClassPosition ClassPositionIn(in RowFields fields) =>
        NamesClass(fields[0]) ? ClassPosition.First
        : NamesClass(fields.Last) ? ClassPosition.Last
        : ClassPosition.Detect;

    private static bool NamesClass(ReadOnlySpan<byte> text) =>
        text.Length <= 8 && ClassNames.Contains(Encoding.UTF8.GetString(text), StringComparer.OrdinalIgnoreCase);
}
