namespace EcgStream.Signal.Formats.Wfdb;

/// <summary>
/// Annotation files in MIT format (WFDB Applications Guide, annot(5)): words of 16 bits, low byte first; the upper 6 bits
/// are the code, the lower 10 the samples since the annotation before.
/// </summary>
public static class WfdbAnnotations
{
    internal const int Skip = 59;
    internal const int Num = 60;
    internal const int Sub = 61;
    internal const int Chn = 62;
    internal const int Aux = 63;
    internal const int MaxCode = 49;

    /// <summary>Reads all annotations of a file.</summary>
    /// <param name="sampleCount">Samples of the record; an annotation at or after it is an error. 0 or less: not checked.</param>
    /// <exception cref="SignalFileException">The file is absent, broken or ends too soon, or an annotation lies beyond the record.</exception>
    public static IReadOnlyList<WfdbAnnotation> Read(string path, long sampleCount = 0)
    {
        var annotations = new List<WfdbAnnotation>();
        using var reader = new WfdbAnnotationReader(path, sampleCount);
        while (reader.TryRead(out var annotation)) annotations.Add(annotation);
        return annotations;
    }

    /// <summary>Reads the annotations of a record, checked against the record's length.</summary>
    /// <param name="annotator">Extension of the file, e.g. "atr".</param>
    /// <exception cref="SignalFileException">The file is absent, broken or ends too soon, or an annotation lies beyond the record.</exception>
    public static IReadOnlyList<WfdbAnnotation> Read(WfdbHeader header, string annotator) =>
        Read(header.PathOf(annotator), header.SampleCount);

    /// <summary>Writes a file.</summary>
    /// <param name="annotations">In the order of time.</param>
    /// <exception cref="ArgumentException">An annotation is out of order, or cannot be stored.</exception>
    public static void Write(string path, IEnumerable<WfdbAnnotation> annotations)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write);
        Write(file, annotations);
    }

    /// <summary>Writes to a stream, which stays open.</summary>
    /// <inheritdoc cref="Write(string, IEnumerable{WfdbAnnotation})"/>
    public static void Write(Stream stream, IEnumerable<WfdbAnnotation> annotations)
    {
        var writer = new WfdbAnnotationWriter(stream);
        foreach (var annotation in annotations) writer.Write(annotation);
        writer.End();
    }
}
