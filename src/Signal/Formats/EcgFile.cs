using System.Runtime.CompilerServices;

namespace EcgStream.Signal.Formats;

/// <summary>
/// Reads beats from a stream, a row at a time: memory does not grow with the file. Bad rows come as errors in their place,
/// and reading goes on behind them. Numbers are read the same under every culture.
/// </summary>
public static class EcgFile
{
    /// <summary>The extensions that can be read, for people.</summary>
    public const string Extensions = ".ts, .arff, .txt, .csv, .tsv";

    /// <summary>Format by extension, whatever its case; null for one that cannot be read.</summary>
    public static FileFormat? FormatOf(string fileName) => Path.GetExtension(fileName).ToLowerInvariant() switch
    {
        ".ts" => FileFormat.Ts,
        ".arff" => FileFormat.Arff,
        ".txt" => FileFormat.Txt,
        ".csv" => FileFormat.Csv,
        ".tsv" => FileFormat.Tsv,
        _ => null,
    };

    /// <summary>Reads all rows of a stream, which stays open.</summary>
    /// <param name="fileName">Says the format, and stands in errors.</param>
    /// <exception cref="NotSupportedException">The extension is none of <see cref="Extensions"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static IEnumerable<FileRow> Read(Stream stream, string fileName, EcgFileOptions? options = null)
    {
        var (lines, parser) = Open(stream, fileName, options);
        return Rows();

        IEnumerable<FileRow> Rows()
        {
            var rows = new List<FileRow>();
            while (true)
            {
                var more = parser.Parse(lines, rows);
                foreach (var row in rows) yield return row;
                rows.Clear();
                if (!more) yield break;
                lines.Fill();
            }
        }
    }

    /// <summary>Reads all rows of a stream, which stays open.</summary>
    /// <inheritdoc cref="Read"/>
    public static IAsyncEnumerable<FileRow> ReadAsync(
        Stream stream, string fileName, EcgFileOptions? options = null, CancellationToken cancel = default)
    {
        var (lines, parser) = Open(stream, fileName, options);
        return Rows(lines, parser, cancel);

        static async IAsyncEnumerable<FileRow> Rows(
            LineReader lines, RowParser parser, [EnumeratorCancellation] CancellationToken cancel)
        {
            var rows = new List<FileRow>();
            while (true)
            {
                var more = parser.Parse(lines, rows);
                foreach (var row in rows) yield return row;
                rows.Clear();
                if (!more) yield break;
                await lines.FillAsync(cancel);
            }
        }
    }

    private static (LineReader, RowParser) Open(Stream stream, string fileName, EcgFileOptions? options)
    {
        options ??= EcgFileOptions.Default;
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxRows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxLineLength, 1);
        var format = FormatOf(fileName)
            ?? throw new NotSupportedException($"'{fileName}' cannot be read: its extension is none of {Extensions}.");
        return (new LineReader(stream, options.MaxLineLength), new RowParser(format, fileName, options));
    }
}
