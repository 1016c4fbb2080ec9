using System.Runtime.InteropServices;
using System.Security.Cryptography;
using EcgStream.Signal.Beats;
using EcgStream.Signal.Formats;

namespace EcgStream.Inference.Evaluation;

/// <summary>Beats to evaluate on.</summary>
/// <param name="Name">Name of the data set and split.</param>
/// <param name="TrainBeats">Number of beats that models were fitted on; those are not in here.</param>
/// <param name="Samples">n × 140 samples.</param>
/// <param name="Classes">BeatClass[n]; <see cref="BeatClass.Unknown"/> is a beat known to be abnormal whose class is not known.</param>
/// <param name="OfficialCounts">Beats of each class in the complete split, int[5]; five-class figures are weighted to them.</param>
/// <param name="Sha256">Fingerprint of the beats, in hexadecimal.</param>
public sealed record EvaluationData(
    string Name, int TrainBeats, float[] Samples, BeatClass[] Classes, IReadOnlyList<int> OfficialCounts, string Sha256)
{
    /// <summary>The TEST beats of ECG5000: all of them, or those at hand with the abnormal ones of unknown class.</summary>
    /// <exception cref="ArgumentException">There are no TEST beats.</exception>
    public static EvaluationData OfTest(Ecg5000 data)
    {
        // A beat of TEST without a class says nothing; one of the other file is known to be abnormal.
        var beats = data.Test.Where(b => b.Class != BeatClass.Unknown)
            .Concat(data.TestIsComplete ? [] : data.TestAbnormalUnknown).ToArray();
        if (beats.Length == 0) throw new ArgumentException($"No TEST beats in {data.Folder}.", nameof(data));
        return new("ECG5000 TEST", data.Train.Count, [.. beats.SelectMany(b => b.Samples)], [.. beats.Select(b => b.Class)],
            Ecg5000.OfficialTestCounts, Fingerprint(beats));
    }

    /// <summary>Beats of each class whose class is known: int[5].</summary>
    public int[] KnownCounts()
    {
        var counts = new int[BeatClassNames.All.Count];
        foreach (var beatClass in Classes)
            if (beatClass != BeatClass.Unknown) counts[(int)beatClass - 1]++;
        return counts;
    }

    /// <summary>What a beat of each class counts for: 1 where the split is complete, else official over known; double[5].</summary>
    public double[] ClassWeights() =>
        [.. KnownCounts().Zip(OfficialCounts, (known, official) => known == 0 ? 0 : (double)official / known)];

    // Over samples and classes, not over files: the same beats have the same fingerprint in whichever format they came.
    private static string Fingerprint(LabelledBeat[] beats)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var beat in beats)
        {
            hash.AppendData(MemoryMarshal.AsBytes(beat.Samples.AsSpan()));
            hash.AppendData([(byte)beat.Class]);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
