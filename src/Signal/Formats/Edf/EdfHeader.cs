namespace EcgStream.Signal.Formats.Edf;

/// <summary>Header of an EDF or EDF+ file (Kemp et al., 1992; Kemp and Olivan, 2003: edfplus.info).</summary>
/// <param name="Path">Full path of the file.</param>
/// <param name="Patient">Patient field as it stands.</param>
/// <param name="Recording">Recording field as it stands.</param>
/// <param name="Start">Local date and time of the start; null where they are not valid. Years are 1985 to 2084.</param>
/// <param name="Kind">EDF, or EDF+ without or with interruptions.</param>
/// <param name="RecordCount">Data records; counted from the file's length where the header says −1.</param>
/// <param name="RecordSeconds">Length of a data record, in seconds.</param>
/// <param name="Signals">All signals, those for annotations included.</param>
public sealed record EdfHeader(
    string Path, string Patient, string Recording, DateTime? Start, EdfKind Kind, long RecordCount, double RecordSeconds,
    IReadOnlyList<EdfSignal> Signals)
{
    /// <summary>Bytes before the first data record.</summary>
    public int HeaderBytes => 256 * (Signals.Count + 1);

    /// <summary>Bytes of a data record.</summary>
    public int RecordBytes => Signals.Sum(signal => signal.SamplesPerRecord) * 2;

    /// <summary>Length of the recording, in seconds.</summary>
    public double Seconds => RecordCount * RecordSeconds;

    /// <summary>Reads the header of a file.</summary>
    /// <exception cref="SignalFileException">The file is absent, broken or too short, or is no EDF file.</exception>
    public static EdfHeader Read(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        using var file = SignalFileException.Open(path);
        return EdfHeaderParser.Parse(path, file);
    }

    /// <summary>Samples of a signal per second.</summary>
    public double SampleRateHz(EdfSignal signal) => signal.SamplesPerRecord / RecordSeconds;
}

/// <summary>Kinds of EDF files.</summary>
public enum EdfKind
{
    /// <summary>EDF: continuous, without annotations.</summary>
    Edf,

    /// <summary>EDF+C: continuous.</summary>
    Continuous,

    /// <summary>EDF+D: data records may have gaps between them.</summary>
    Discontinuous,
}
