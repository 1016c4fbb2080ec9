namespace EcgStream.Signal.Formats;

/// <summary>
/// A signal or annotation file cannot be read. The message is one sentence: "file: place: reason".
/// WFDB and EDF readers throw no other exception for the contents of a file.
/// </summary>
public sealed class SignalFileException : Exception
{
    /// <param name="file">File name, without its folder.</param>
    /// <param name="place">Where in the file, e.g. "line 2" or "byte 512".</param>
    /// <param name="reason">What is wrong, without a full stop.</param>
    /// <param name="inner">The system's own exception, where there is one.</param>
    public SignalFileException(string file, string place, string reason, Exception? inner = null)
        : base($"{Path.GetFileName(file)}: {place}: {reason}.", inner) =>
        (File, Place, Reason) = (Path.GetFileName(file), place, reason);

    /// <summary>File name, without its folder.</summary>
    public string File { get; }

    /// <summary>Where in the file, e.g. "line 2" or "byte 512".</summary>
    public string Place { get; }

    /// <summary>What is wrong, without a full stop.</summary>
    public string Reason { get; }

    /// <summary>Opens a file for one pass from its start.</summary>
    /// <exception cref="SignalFileException">The file is absent or cannot be opened.</exception>
    internal static Stream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new SignalFileException(path, "opening", reason is FileNotFoundException or DirectoryNotFoundException
                ? "the file does not exist" : "the file cannot be opened", reason);
        }
    }

    /// <summary>Text of a file for a message: short and printable, in quotation marks.</summary>
    internal static string Quote(ReadOnlySpan<char> text)
    {
        var shown = text.Length > 24 ? text[..24].ToString() : text.ToString();
        return $"'{string.Concat(shown.Select(c => c is < ' ' or > '~' ? '?' : c))}{(text.Length > 24 ? "…" : "")}'";
    }
}
