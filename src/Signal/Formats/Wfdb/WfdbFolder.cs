namespace EcgStream.Signal.Formats.Wfdb;

/// <summary>Where databases in WFDB format lie. They are not part of the project.</summary>
public static class WfdbFolder
{
    /// <summary>
    /// Looks, in this order, at <paramref name="path"/>; at the folder that ECGSTREAM_MITDB or ECGSTREAM_NSTDB names; for
    /// <c>data/mitdb</c>, then for <c>../shared/mitdb</c>, from <paramref name="root"/> upwards. A place that was named and
    /// holds no header is an error.
    /// </summary>
    /// <param name="database">"mitdb" (MIT-BIH Arrhythmia Database) or "nstdb" (its noise records).</param>
    /// <param name="path">A folder, or null or empty.</param>
    /// <param name="root">Where to begin, e.g. the repository's root; the current directory when null.</param>
    /// <returns>The folder's full path.</returns>
    /// <exception cref="DirectoryNotFoundException">No data; the message names the places.</exception>
    public static string Find(string database, string? path = null, string? root = null) =>
        Find(database, path, root, Environment.GetEnvironmentVariable(VariableOf(database)));

    /// <summary>Environment variable that names the folder of a database, e.g. ECGSTREAM_MITDB.</summary>
    public static string VariableOf(string database) => $"ECGSTREAM_{database.ToUpperInvariant()}";

    /// <summary>True when a folder exists and holds a .hea file.</summary>
    public static bool IsOne(string folder) => Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*.hea").Any();

    /// <summary>Names of the records in a folder, in ordinal order.</summary>
    public static IReadOnlyList<string> RecordsIn(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.hea").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    internal static string Find(string database, string? path, string? root, string? variable)
    {
        root = Path.GetFullPath(root ?? Directory.GetCurrentDirectory());
        foreach (var named in new[] { path, variable })
            if (!string.IsNullOrWhiteSpace(named))
                return IsOne(named) ? Path.GetFullPath(named) : throw NotFound(database, path, root, variable);

        foreach (var place in new[] { Path.Combine("data", database), Path.Combine("..", "shared", database) })
            for (var at = root; at is not null; at = Path.GetDirectoryName(at))
                if (IsOne(Path.Combine(at, place)))
                    return Path.GetFullPath(Path.Combine(at, place));
        throw NotFound(database, path, root, variable);
    }

    private static DirectoryNotFoundException NotFound(string database, string? path, string root, string? variable) => new(
        $"""
        No WFDB records (.hea files) of {database}. Looked at
          1. the folder given: {(string.IsNullOrWhiteSpace(path) ? "none was given" : path)}
          2. {VariableOf(database)}: {(string.IsNullOrWhiteSpace(variable) ? "not set" : variable)}
          3. data/{database} in {root} and above
          4. ../shared/{database} from {root} and above
        (3 and 4 only where 1 and 2 name nothing.) Get the files from PhysioNet: physionet.org/content/{database}.
        """);
}
