using EcgStream.Inference.ModelSets;
using EcgStream.Signal.Beats;

namespace EcgStream.Inference.Judging;

/// <summary>
/// Explains verdicts by occlusion (Zeiler and Fergus, ECCV 2014): each sample in turn is hidden with its neighbours, by a
/// straight line between what lies left and right, and the fall of the class probability is what it was worth.
/// </summary>
public static class Attribution
{
    /// <summary>Samples that a window hides: half the width of a QRS complex in a beat of 140 samples.</summary>
    public const int WindowSamples = 7;

    /// <summary>Explains one beat: 141 rows through the combined graph in one batch.</summary>
    /// <param name="models">Models in use; hold a lease.</param>
    /// <param name="beat">float[140], finite.</param>
    public static BeatAttribution Explain(ActiveModels models, ReadOnlySpan<float> beat)
    {
        const int Count = BeatFrame.SampleCount;
        var rows = new float[(Count + 1) * Count];
        beat.CopyTo(rows);
        for (var at = 0; at < Count; at++)
        {
            var row = rows.AsSpan((at + 1) * Count, Count);
            beat.CopyTo(row);
            Hide(row, at);
        }

        var scores = models.Set.Scores(rows);
        var verdict = models.Judgement.Judge(scores);
        var parts = new float[3][];
        for (var model = 0; model < 3; model++)
        {
            var column = model * 5 + (int)verdict.Class - 1;
            parts[model] = new float[Count];
            for (var at = 0; at < Count; at++)
                parts[model][at] = scores[column] - scores[(at + 1) * ModelSet.ScoreCount + column];
        }

        var reconstruction = models.Set.Run(ModelNames.Autoencoder, beat).Reconstruction;
        var apart = new float[Count];
        for (var at = 0; at < Count; at++) apart[at] = Math.Abs(beat[at] - reconstruction[at]);
        return new(verdict, parts[0], parts[1], parts[2], apart, reconstruction);
    }

    /// <summary>Replaces the window around a sample by a line between its edges; at an end of the beat, by its one edge.</summary>
    internal static void Hide(Span<float> beat, int at)
    {
        var (left, right) = (at - WindowSamples / 2 - 1, at + WindowSamples / 2 + 1);
        var from = left >= 0 ? beat[left] : beat[right];
        var to = right < beat.Length ? beat[right] : beat[left];
        for (var i = Math.Max(left + 1, 0); i < Math.Min(right, beat.Length); i++)
            beat[i] = from + (to - from) * (i - left) / (right - left);
    }
}
