using System.Globalization;
using System.Text;

namespace EcgStream.Signal.Formats.Edf;

/// <summary>
/// Annotations of an EDF+ file: lists of "onset, duration, texts" in the signals named "EDF Annotations" (EDF+, 2.2.2). The
/// first list of a data record states only when the record begins.
/// </summary>
public static class EdfAnnotations
{
    private const byte TextMark = 20;
    private const byte DurationMark = 21;

    /// <summary>Reads all annotations, in the order of the file; it holds one data record.</summary>
    /// <exception cref="SignalFileException">The file ends too soon, a list is broken, or an annotation lies beyond the end of the recording.</exception>
    public static IReadOnlyList<EdfAnnotation> Read(EdfHeader header) => Read(header, SignalFileException.Open);

    internal static IReadOnlyList<EdfAnnotation> Read(EdfHeader header, Func<string, Stream> open)
    {
        var annotations = new List<EdfAnnotation>();
        if (header.Kind == EdfKind.Edf) return annotations;
        using var file = new EdfRecordFile(header, open(header.Path));
        double? firstRecord = null;
        while (file.TryRead())
        {
            var isFirst = true;
            for (var signal = 0; signal < header.Signals.Count; signal++)
            {
                if (!header.Signals[signal].IsAnnotations) continue;
                var place = $"annotations of data record {file.Position}";
                ReadLists(header, file[signal], place, annotations, ref isFirst, ref firstRecord);
            }
        }
        return annotations;
    }

    private static void ReadLists(
        EdfHeader header, ReadOnlySpan<byte> bytes, string place, List<EdfAnnotation> annotations, ref bool isFirst, ref double? firstRecord)
    {
        while (true)
        {
            bytes = bytes.TrimStart((byte)0);
            if (bytes.IsEmpty) return;
            var end = bytes.IndexOf((byte)0);
            var list = end < 0 ? bytes : bytes[..end];
            bytes = bytes[list.Length..];
            if (list[^1] != TextMark) throw Bad("a list of annotations is not closed");
            var mark = list.IndexOf(TextMark);
            var time = list[..mark];
            var onsetText = time;
            double? duration = null;
            if (time.IndexOf(DurationMark) is var cut and >= 0)
            {
                onsetText = time[..cut];
                duration = Number(time[(cut + 1)..]);
                if (duration is null or < 0) throw Bad("the duration of an annotation is not a number");
            }
            if (onsetText is not ([(byte)'+', ..] or [(byte)'-', ..]) || Number(onsetText) is not { } onset)
                throw Bad("the onset of an annotation is not a signed number");

            var texts = list[(mark + 1)..];
            if (isFirst)
            {
                isFirst = false;
                firstRecord ??= onset;
            }
            onset -= firstRecord ?? 0;
            while (!texts.IsEmpty)
            {
                var length = texts.IndexOf(TextMark);
                if (length > 0)
                {
                    if (header.Kind == EdfKind.Continuous && onset > header.Seconds)
                        throw Bad(FormattableString.Invariant($"the annotation at {onset:0.###} s lies beyond the end of the recording, which lasts {header.Seconds:0.###} s"));
                    annotations.Add(new(onset, duration, Encoding.UTF8.GetString(texts[..length])));
                }
                texts = texts[(length + 1)..];
            }
        }

        SignalFileException Bad(string reason) => new(header.Path, place, reason);
    }

    private static double? Number(ReadOnlySpan<byte> text) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value : null;
}
