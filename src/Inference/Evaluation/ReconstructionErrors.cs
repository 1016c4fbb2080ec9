using EcgStream.Signal.Beats;

namespace EcgStream.Inference.Evaluation;

/// <summary>The autoencoder's errors on beats whose truth is known: what any threshold would have done.</summary>
/// <param name="Normal">Mean absolute errors of normal beats, ascending, z-score units.</param>
/// <param name="Abnormal">The same of abnormal beats.</param>
public sealed record ReconstructionErrors(float[] Normal, float[] Abnormal)
{
    /// <summary>Sorts errors by truth; a beat of unknown class is abnormal.</summary>
    public static ReconstructionErrors Of(ReadOnlySpan<float> errors, ReadOnlySpan<BeatClass> truth)
    {
        var (normal, abnormal) = (new List<float>(), new List<float>());
        for (var i = 0; i < errors.Length; i++) (truth[i] == BeatClass.Normal ? normal : abnormal).Add(errors[i]);
        normal.Sort();
        abnormal.Sort();
        return new([.. normal], [.. abnormal]);
    }

    /// <summary>What a threshold would have done on these beats.</summary>
    public ThresholdFigures At(float threshold)
    {
        var (falseAlarms, found) = (Above(Normal, threshold), Above(Abnormal, threshold));
        return new(
            Normal.Length + Abnormal.Length, found, falseAlarms, Abnormal.Length - found, Normal.Length - falseAlarms,
            found + falseAlarms == 0 ? null : (double)found / (found + falseAlarms),
            Abnormal.Length == 0 ? null : (double)found / Abnormal.Length);
    }

    private static int Above(float[] ascending, float threshold)
    {
        var (low, high) = (0, ascending.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (ascending[middle] > threshold) high = middle;
            else low = middle + 1;
        }

        return ascending.Length - low;
    }
}
