using EcgStream.Signal.Beats;

namespace EcgStream.Inference.Evaluation;

/// <summary>Beats to evaluate on.</summary>
/// <param name="Name">Name of the data set and split.</param>
/// <param name="TrainBeats">Number of beats that models were fitted on; those are not in here.</param>
/// <param name="Samples">n × 140 samples.</param>
/// <param name="Classes">BeatClass[n]; <see cref="BeatClass.Unknown"/> is a beat known to be abnormal whose class is not known.</param>
/// <param name="OfficialCounts">Beats of each class in the complete split, int[5]; five-class figures are weighted to them.</param>
/// <param name="Sha256">Fingerprint of the files, in hexadecimal.</param>
public sealed record EvaluationData(
    string Name, int TrainBeats, float[] Samples, BeatClass[] Classes, IReadOnlyList<int> OfficialCounts, string Sha256)
{
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
}
