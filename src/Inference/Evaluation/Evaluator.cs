using EcgStream.Inference.Judging;
using EcgStream.Inference.ModelSets;
using EcgStream.Signal.Beats;

namespace EcgStream.Inference.Evaluation;

/// <summary>Runs a model set over labelled beats. Pure: the same files and beats give the same report.</summary>
public static class Evaluator
{
    private const int ClassCount = 5;

    /// <summary>Evaluates the four models and their judgement.</summary>
    /// <exception cref="ArgumentException">Counts do not fit, or there are no normal or no abnormal beats.</exception>
    public static EvaluationReport Run(ModelSet set, EvaluationData data)
    {
        if (data.Samples.Length != data.Classes.Length * BeatFrame.SampleCount)
            throw new ArgumentException($"{data.Classes.Length} classes do not fit {data.Samples.Length} samples.", nameof(data));

        var scores = set.Scores(data.Samples);
        var judgement = new ActiveModels(set).Judgement;
        var models = ModelNames.Classifiers
            .Select(name => Classifier(name, set.Manifest.Model(name).Bytes, data, Widen(set.Run(name, data.Samples).Probabilities)))
            .Append(Classifier("combined", set.Manifest.Combined.Bytes, data, Combine(judgement, scores)));
        AnomalyFigures[] anomaly =
        [
            Anomaly(ModelNames.Autoencoder, data, Widen(set.Run(ModelNames.Autoencoder, data.Samples).Errors), judgement.Threshold),
            Anomaly("combined", data, Abnormalities(judgement, scores), judgement.AbnormalThreshold),
        ];

        var known = data.KnownCounts();
        return new(set.Manifest.Version, data.Name, data.TrainBeats, data.Classes.Length, known.Sum(),
            !known.SequenceEqual(data.OfficialCounts), data.Sha256, [.. models], anomaly);
    }

    /// <summary>Five-class figures from probabilities.</summary>
    /// <param name="probabilities">double[n × 5]; beats of unknown class are left out.</param>
    internal static ClassifierFigures Classifier(string name, long bytes, EvaluationData data, double[] probabilities)
    {
        var weights = data.ClassWeights();
        var known = Enumerable.Range(0, data.Classes.Length).Where(i => data.Classes[i] != BeatClass.Unknown).ToArray();
        var truth = Array.ConvertAll(known, i => (int)data.Classes[i] - 1);
        var said = Array.ConvertAll(known, i => Best(probabilities.AsSpan(i * ClassCount, ClassCount)));
        var confidence = new double[known.Length];
        var (right, weight) = (new bool[known.Length], new double[known.Length]);
        for (var i = 0; i < known.Length; i++)
        {
            confidence[i] = probabilities[known[i] * ClassCount + said[i]];
            (right[i], weight[i]) = (said[i] == truth[i], weights[truth[i]]);
        }

        var matrix = ConfusionMatrix.Of(truth, said, weights);
        var intervals = Bootstrap.Of(matrix, m => m.Accuracy, m => m.F1Macro);
        return new(name, matrix.Accuracy, intervals[0], matrix.PrecisionMacro, matrix.RecallMacro, matrix.F1Macro, intervals[1],
            matrix.F1Weighted, matrix.Counts, Calibration.ExpectedError(confidence, right, weight), bytes,
            [.. BeatClassNames.All.Select((c, k) => new ClassFigures(c, matrix.CountOf(k),
                matrix.Recall(k), Interval.Wilson(matrix.Recall(k), matrix.CountOf(k)),
                matrix.Precision(k), Interval.Wilson(matrix.Precision(k), matrix.EffectiveSaid(k)), matrix.F1(k)))],
            Calibration.Reliability(confidence, right, weight));
    }

    /// <summary>Normal-versus-abnormal figures from scores; a beat of unknown class is abnormal.</summary>
    internal static AnomalyFigures Anomaly(string name, EvaluationData data, double[] scores, double threshold)
    {
        var abnormal = Array.ConvertAll(data.Classes, c => c != BeatClass.Normal);
        var ranking = new Ranking(scores, abnormal);
        var matrix = ConfusionMatrix.Of(
            Array.ConvertAll(abnormal, a => a ? 1 : 0), Array.ConvertAll(scores, s => s > threshold ? 1 : 0), [1, 1]);
        var intervals = Bootstrap.Of(matrix, m => m.Accuracy, m => m.F1(1));
        return new(name, matrix.Accuracy, intervals[0],
            matrix.Precision(1), Interval.Wilson(matrix.Precision(1), matrix.EffectiveSaid(1)),
            matrix.Recall(1), Interval.Wilson(matrix.Recall(1), matrix.CountOf(1)),
            matrix.F1(1), intervals[1], ranking.Auroc, ranking.Auprc, threshold, matrix.Counts, ranking.Curve(), ranking.PrecisionCurve());
    }

    private static double[] Combine(Judgement judgement, float[] scores)
    {
        var combined = new double[scores.Length / ModelSet.ScoreCount * ClassCount];
        for (var i = 0; i < scores.Length / ModelSet.ScoreCount; i++)
            judgement.Combine(scores.AsSpan(i * ModelSet.ScoreCount), combined.AsSpan(i * ClassCount, ClassCount));
        return combined;
    }

    private static double[] Abnormalities(Judgement judgement, float[] scores) =>
        [.. Enumerable.Range(0, scores.Length / ModelSet.ScoreCount)
            .Select(i => (double)judgement.Judge(scores.AsSpan(i * ModelSet.ScoreCount, ModelSet.ScoreCount)).Abnormality)];

    private static double[] Widen(float[] values) => Array.ConvertAll(values, v => (double)v);

    private static int Best(ReadOnlySpan<double> values)
    {
        var best = 0;
        for (var k = 1; k < values.Length; k++)
            if (values[k] > values[best]) best = k;
        return best;
    }
}
