using EcgStream.Signal.Formats.Wfdb;

namespace EcgStream.Evaluation.Ec57;

/// <summary>What an annotator says about a record, as far as a beat-by-beat comparison needs it.</summary>
/// <param name="Beats">Beats in the order of time.</param>
/// <param name="Shutdown">Where the signal cannot be read: no beats are given there.</param>
/// <param name="Flutter">Ventricular flutter or fibrillation: no beats are told apart there.</param>
public sealed record BeatTrack(IReadOnlyList<BeatMark> Beats, IReadOnlyList<SampleSpan> Shutdown, IReadOnlyList<SampleSpan> Flutter)
{
    // bxb(1): a NOISE annotation starts a shutdown when both of these bits of its subtype are set, else it ends one.
    private const int ShutdownBits = 0x30;

    /// <summary>A track of beats alone.</summary>
    public static BeatTrack Of(IReadOnlyList<BeatMark> beats) => new(beats, [], []);

    /// <summary>Reads a track from annotations. A span that is not closed lasts to the end of the record.</summary>
    /// <param name="annotations">In the order of time.</param>
    /// <param name="sampleCount">Samples of the record.</param>
    public static BeatTrack From(IEnumerable<WfdbAnnotation> annotations, BeatGrouping grouping, long sampleCount)
    {
        var beats = new List<BeatMark>();
        var (shutdown, flutter) = (new List<SampleSpan>(), new List<SampleSpan>());
        long? shutFrom = null, flutterFrom = null;
        foreach (var annotation in annotations)
        {
            if (grouping.GroupOf(annotation.Code) is { } group) beats.Add(new(annotation.Sample, group));
            else if (annotation.Code == WfdbCode.Noise)
            {
                if ((annotation.Subtype & ShutdownBits) == ShutdownBits) shutFrom ??= annotation.Sample;
                else Close(shutdown, ref shutFrom, annotation.Sample);
            }
            else if (annotation.Code == WfdbCode.FlutterStart) flutterFrom ??= annotation.Sample;
            else if (annotation.Code == WfdbCode.FlutterEnd) Close(flutter, ref flutterFrom, annotation.Sample);
        }
        Close(shutdown, ref shutFrom, sampleCount);
        Close(flutter, ref flutterFrom, sampleCount);
        return new(beats, shutdown, flutter);

        static void Close(List<SampleSpan> spans, ref long? from, long end)
        {
            if (from is { } first) spans.Add(new(first, end));
            from = null;
        }
    }

    /// <summary>Reads a track of a record.</summary>
    /// <param name="annotator">Extension of the annotation file, e.g. "atr".</param>
    /// <exception cref="EcgStream.Signal.Formats.SignalFileException">The file cannot be read.</exception>
    public static BeatTrack Read(WfdbHeader header, string annotator, BeatGrouping grouping) =>
        From(WfdbAnnotations.Read(header, annotator), grouping, header.SampleCount);
}
