namespace EcgStream.Signal.Formats.Wfdb;

/// <summary>Header of a WFDB record (WFDB Applications Guide, header(5)).</summary>
/// <param name="Path">Full path of the header file.</param>
/// <param name="Record">Name of the record.</param>
/// <param name="SampleRateHz">Frames per second, for each signal.</param>
/// <param name="SampleCount">Samples of each signal; 0 where the header does not say.</param>
/// <param name="Signals">The signals, in the order of the header.</param>
/// <param name="Comments">Comment lines behind the signals, without their number sign.</param>
public sealed record WfdbHeader(
    string Path, string Record, double SampleRateHz, long SampleCount, IReadOnlyList<WfdbSignal> Signals, IReadOnlyList<string> Comments)
{
    /// <summary>Folder of the record's files.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(Path)!;

    /// <summary>Reads a header file.</summary>
    /// <param name="path">The .hea file, or the record's path without extension.</param>
    /// <exception cref="SignalFileException">The file is absent, broken, or of a kind that is not read (several segments, another format).</exception>
    public static WfdbHeader Read(string path)
    {
        path = System.IO.Path.GetFullPath(path.EndsWith(".hea", StringComparison.OrdinalIgnoreCase) ? path : path + ".hea");
        return WfdbHeaderParser.Parse(path, SignalFileException.Open);
    }

    /// <summary>Index of the signal with a description, e.g. MLII, whatever its case; −1 where there is none.</summary>
    public int IndexOf(string description)
    {
        for (var i = 0; i < Signals.Count; i++)
            if (Signals[i].Description.Equals(description, StringComparison.OrdinalIgnoreCase)) return i;
        return -1;
    }

    /// <summary>Path of the record's file with an extension, e.g. "atr".</summary>
    public string PathOf(string extension) => System.IO.Path.ChangeExtension(Path, extension);
}
