using System.Globalization;
using System.Security.Cryptography;
using EcgStream.Signal.Beats;
using EcgStream.Signal.Formats;

namespace EcgStream.Simulator.Data;

/// <summary>What lies in a folder of ECG5000, and whether it is what the archive describes.</summary>
public static class Ecg5000Report
{
    // Beats of each class, from Normal on (UCR archive); the official TEST counts stand with the data set's reader.
    private static readonly int[] TrainCounts = [292, 177, 10, 19, 2];

    /// <summary>A line a split: file, beats by class, SHA-256.</summary>
    public static IEnumerable<string> Describe(string folder)
    {
        yield return folder;
        foreach (var split in Enum.GetValues<Ecg5000Split>())
        {
            if (Ecg5000Folder.FileOf(folder, split) is not { } file) continue;
            var counts = Counts(folder, split);
            yield return string.Create(CultureInfo.InvariantCulture,
                $"{Path.GetFileName(file)}: {counts.Sum()} beats ({string.Join(", ", counts.Select((count, beatClass) => (Name: ((BeatClass)beatClass).Name(), count)).Where(one => one.count > 0).Select(one => $"{one.Name} {one.count}"))}), SHA-256 {Sha256(file)}");
        }
    }

    /// <summary>What is not as the archive describes it; nothing when all is well.</summary>
    /// <param name="trainSha256">SHA-256 of the TRAIN file that the shipped models were fitted on, or null.</param>
    public static IEnumerable<string> Faults(string folder, string? trainSha256)
    {
        if (Ecg5000Folder.FileOf(folder, Ecg5000Split.Train) is not { } train) yield return "There is no TRAIN split.";
        else
        {
            var counts = Counts(folder, Ecg5000Split.Train)[1..];
            if (!counts.SequenceEqual(TrainCounts)) yield return $"TRAIN has {string.Join("/", counts)} beats by class; the official split has {string.Join("/", TrainCounts)}.";
            if (trainSha256 is not null && !string.Equals(Sha256(train), trainSha256, StringComparison.OrdinalIgnoreCase))
                yield return "The TRAIN file is not byte for byte the one that the shipped models were fitted on (another format of it, perhaps).";
        }

        if (Ecg5000Folder.FileOf(folder, Ecg5000Split.Test) is null) yield return "There is no TEST split.";
        else if (Counts(folder, Ecg5000Split.Test)[1..] is var test && !test.SequenceEqual(Ecg5000.OfficialTestCounts))
            yield return $"TEST has {string.Join("/", test)} beats by class; the official split has {string.Join("/", Ecg5000.OfficialTestCounts)}: five-class figures are re-weighted.";
    }

    private static int[] Counts(string folder, Ecg5000Split split)
    {
        var counts = new int[6];
        foreach (var beat in Ecg5000.LoadSplit(folder, split)) counts[(int)beat.Class]++;
        return counts;
    }

    private static string Sha256(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
