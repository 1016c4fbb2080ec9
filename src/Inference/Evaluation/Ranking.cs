namespace EcgStream.Inference.Evaluation;

/// <summary>How well scores put abnormal beats before normal ones, whatever the threshold. Equal scores count as one step.</summary>
public sealed class Ranking
{
    private readonly List<RocPoint> _steps = [];
    private readonly List<PrecisionPoint> _precisions = [];

    /// <param name="scores">Score of each beat; higher is more abnormal. Finite.</param>
    /// <param name="abnormal">Whether it is.</param>
    /// <exception cref="ArgumentException">Not both kinds are there.</exception>
    public Ranking(ReadOnlySpan<double> scores, ReadOnlySpan<bool> abnormal)
    {
        var (keys, truth) = (scores.ToArray(), abnormal.ToArray());
        Array.Sort(keys, truth);
        Array.Reverse(keys);
        Array.Reverse(truth);
        double positives = truth.Count(t => t), negatives = truth.Length - positives;
        if (positives == 0 || negatives == 0) throw new ArgumentException("A ranking needs normal and abnormal beats.", nameof(abnormal));

        var (hits, alarms, before) = (0, 0, new RocPoint(0, 0, double.MaxValue));
        for (var i = 0; i < keys.Length; i++)
        {
            if (truth[i]) hits++;
            else alarms++;
            if (i + 1 < keys.Length && keys[i + 1] == keys[i]) continue;
            var point = new RocPoint(alarms / negatives, hits / positives, keys[i]);
            // Trapezia under the ROC curve; steps under the precision curve, which must not be interpolated
            // (Davis and Goadrich, ICML 2006).
            Auroc += (point.FalsePositiveRate - before.FalsePositiveRate) * (point.TruePositiveRate + before.TruePositiveRate) / 2;
            Auprc += (point.TruePositiveRate - before.TruePositiveRate) * hits / (hits + alarms);
            _steps.Add(point);
            _precisions.Add(new(point.TruePositiveRate, (double)hits / (hits + alarms), keys[i]));
            before = point;
        }
    }

    /// <summary>Area under the ROC curve.</summary>
    public double Auroc { get; }

    /// <summary>Area under the precision-recall curve, as average precision.</summary>
    public double Auprc { get; }

    /// <summary>The ROC curve from (0, 0) to (1, 1), thinned to corners at most so many.</summary>
    /// <param name="most">Most points, 2 or more.</param>
    public IReadOnlyList<RocPoint> Curve(int most = 200)
    {
        var corners = new List<RocPoint> { new(0, 0, _steps[0].Threshold) };
        for (var i = 0; i < _steps.Count; i++)
        {
            // Along a straight piece only its end matters.
            var straight = i + 1 < _steps.Count
                && (_steps[i + 1].FalsePositiveRate == corners[^1].FalsePositiveRate || _steps[i + 1].TruePositiveRate == corners[^1].TruePositiveRate);
            if (!straight) corners.Add(_steps[i]);
        }
        return Thin(corners, most);
    }

    /// <summary>The precision-recall curve by falling threshold, thinned to corners at most so many.</summary>
    /// <param name="most">Most points, 2 or more.</param>
    public IReadOnlyList<PrecisionPoint> PrecisionCurve(int most = 400)
    {
        var corners = new List<PrecisionPoint>();
        for (var i = 0; i < _precisions.Count; i++)
        {
            var straight = corners.Count > 0 && i + 1 < _precisions.Count && _precisions[i].Precision == corners[^1].Precision
                && _precisions[i + 1].Precision == corners[^1].Precision;
            if (!straight) corners.Add(_precisions[i]);
        }
        return Thin(corners, most);
    }

    private static IReadOnlyList<T> Thin<T>(List<T> corners, int most) => corners.Count <= most
        ? corners
        : [.. Enumerable.Range(0, most).Select(i => corners[(int)Math.Round(i * (corners.Count - 1.0) / (most - 1))])];
}
