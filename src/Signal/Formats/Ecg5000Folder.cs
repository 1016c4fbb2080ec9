namespace EcgStream.Signal.Formats;

/// <summary>Where the files of ECG5000 lie. They are not part of the project.</summary>
public static class Ecg5000Folder
{
    /// <summary>Environment variable that names the folder.</summary>
    public const string Variable = "ECGSTREAM_DATA";

    private static readonly string[] Extensions = [".ts", ".tsv", ".txt", ".arff", ".csv"];

    /// <summary>
    /// Looks, in this order, at <paramref name="path"/>; at the folder that ECGSTREAM_DATA names; for
    /// <c>data/ecg5000</c>, then for <c>../shared/ecg5000</c>, from <paramref name="root"/> upwards. A place that was named
    /// and holds no data is an error: other data than those asked for would be worse.
    /// </summary>
    /// <param name="path">A folder, or null or empty.</param>
    /// <param name="root">Where to begin, e.g. the repository's root; the current directory when null.</param>
    /// <returns>The folder's full path.</returns>
    /// <exception cref="DirectoryNotFoundException">No data; the message names the four places.</exception>
    public static string Find(string? path = null, string? root = null) =>
        Find(path, root, Environment.GetEnvironmentVariable(Variable));

    /// <summary>File of a split in a folder, in whichever format is there, or null.</summary>
    public static string? FileOf(string folder, Ecg5000Split split)
    {
        var name = split switch
        {
            Ecg5000Split.Train => "ECG5000_TRAIN",
            Ecg5000Split.Test => "ECG5000_TEST",
            _ => "ECG5000_TEST_abnormal_unknown_class",
        };
        return Extensions.Select(extension => Path.Combine(folder, name + extension)).FirstOrDefault(File.Exists);
    }

    internal static string Find(string? path, string? root, string? variable)
    {
        root = Path.GetFullPath(root ?? Directory.GetCurrentDirectory());
        if (!string.IsNullOrWhiteSpace(path))
            return HasData(path) ? Path.GetFullPath(path) : throw NotFound(path, root, variable);
        if (!string.IsNullOrWhiteSpace(variable))
            return HasData(variable) ? Path.GetFullPath(variable) : throw NotFound(path, root, variable);

        foreach (var place in new[] { Path.Combine("data", "ecg5000"), Path.Combine("..", "shared", "ecg5000") })
            for (var at = root; at is not null; at = Path.GetDirectoryName(at))
                if (HasData(Path.Combine(at, place)))
                    return Path.GetFullPath(Path.Combine(at, place));
        throw NotFound(path, root, variable);
    }

    private static bool HasData(string folder) =>
        FileOf(folder, Ecg5000Split.Train) is not null || FileOf(folder, Ecg5000Split.Test) is not null;

    private static DirectoryNotFoundException NotFound(string? path, string root, string? variable) => new(
        $"""
        No ECG5000 data (ECG5000_TRAIN or ECG5000_TEST as .ts, .tsv, .txt, .arff or .csv). Looked at
          1. the folder given: {(string.IsNullOrWhiteSpace(path) ? "none was given" : path)}
          2. {Variable}: {(string.IsNullOrWhiteSpace(variable) ? "not set" : variable)}
          3. data/ecg5000 in {root} and above
          4. ../shared/ecg5000 from {root} and above
        (3 and 4 only where 1 and 2 name nothing.) Get the files from the UCR or UEA time series archive.
        """);
}
