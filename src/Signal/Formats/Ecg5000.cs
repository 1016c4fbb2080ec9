namespace EcgStream.Signal.Formats;

/// <summary>
/// ECG5000: beats of one patient with chronic heart failure (BIDMC CHF database, record chf07; Goldberger et al. 2000; UCR
/// archive), z-normalised, 140 samples each.
/// </summary>
/// <param name="Folder">Where it was read.</param>
/// <param name="Train">TRAIN; empty when its file is not there.</param>
/// <param name="Test">TEST, or the part of it whose class is known; empty when its file is not there.</param>
/// <param name="TestAbnormalUnknown">Abnormal beats of TEST without exact class; empty when their file is not there.</param>
public sealed record Ecg5000(
    string Folder,
    IReadOnlyList<LabelledBeat> Train,
    IReadOnlyList<LabelledBeat> Test,
    IReadOnlyList<LabelledBeat> TestAbnormalUnknown)
{
    /// <summary>Beats of each class in the complete TEST split, in class order from Normal on: int[5], 4,500 in all.</summary>
    public static IReadOnlyList<int> OfficialTestCounts { get; } = [2627, 1590, 86, 175, 22];

    /// <summary>True for the official TEST split; else five-class figures have to be re-weighted to <see cref="OfficialTestCounts"/>.</summary>
    public bool TestIsComplete => Test.Count == OfficialTestCounts.Sum();

    /// <summary>Finds the data (<see cref="Ecg5000Folder.Find(string?, string?)"/>) and reads all splits.</summary>
    /// <exception cref="DirectoryNotFoundException">No data; the message names the four places.</exception>
    /// <exception cref="InvalidDataException">A file has a bad row; the message names the first.</exception>
    public static Ecg5000 Load(string? path = null, string? root = null)
    {
        var folder = Ecg5000Folder.Find(path, root);
        return new Ecg5000(folder,
            LoadSplit(folder, Ecg5000Split.Train),
            LoadSplit(folder, Ecg5000Split.Test),
            LoadSplit(folder, Ecg5000Split.TestAbnormalUnknown));
    }

    /// <summary>Reads one split of a folder; empty when its file is not there.</summary>
    /// <exception cref="InvalidDataException">The file has a bad row; the message names the first and how many there are.</exception>
    public static IReadOnlyList<LabelledBeat> LoadSplit(string folder, Ecg5000Split split)
    {
        if (Ecg5000Folder.FileOf(folder, split) is not { } file) return [];
        using var stream = File.OpenRead(file);
        var beats = new List<LabelledBeat>();
        var errors = new List<RowError>();
        foreach (var row in EcgFile.Read(stream, file))
            if (row.Error is { } error) errors.Add(error);
            else beats.Add(row.Beat!);
        return errors.Count == 0 ? beats
            : throw new InvalidDataException($"{errors.Count} bad rows; the first: {errors[0]}");
    }
}
