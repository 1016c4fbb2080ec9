using System.Security.Cryptography;
using EcgStream.Inference.Evaluation;
using EcgStream.Signal.Formats;

namespace EcgStream.Silo.Commands;

/// <summary>The TEST split of ECG5000 as evaluation wants it.</summary>
internal static class TestData
{
    /// <exception cref="DirectoryNotFoundException">No data; the message names the places looked at.</exception>
    /// <exception cref="InvalidDataException">No TEST split there, or a file has a bad row.</exception>
    internal static EvaluationData Load(string? folder)
    {
        var ecg = Ecg5000.Load(folder);
        if (ecg.Test.Count == 0) throw new InvalidDataException($"{ecg.Folder} has no TEST split of ECG5000 (ECG5000_TEST).");
        var beats = ecg.Test.Concat(ecg.TestIsComplete ? [] : ecg.TestAbnormalUnknown).ToList();
        return new(
            "ECG5000 TEST", ecg.Train.Count, [.. beats.SelectMany(beat => beat.Samples)], [.. beats.Select(beat => beat.Class)],
            Ecg5000.OfficialTestCounts, Fingerprint(ecg.Folder));
    }

    private static string Fingerprint(string folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var split in (Ecg5000Split[])[Ecg5000Split.Test, Ecg5000Split.TestAbnormalUnknown])
            if (Ecg5000Folder.FileOf(folder, split) is { } file) hash.AppendData(File.ReadAllBytes(file));
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }
}
