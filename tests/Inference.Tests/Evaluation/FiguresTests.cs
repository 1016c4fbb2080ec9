using EcgStream.Inference.Evaluation;

namespace EcgStream.Inference.Tests.Evaluation;

public sealed class FiguresTests
{
    // Two classes: 8 of 10 and 3 of 5 right.
    private static readonly ConfusionMatrix Plain = new([[8, 2], [2, 3]], [1, 1]);

    [Fact]
    public void ConfusionMatrix_Plain_GivesHandComputedFigures()
    {
        Assert.Equal(11.0 / 15, Plain.Accuracy, 1e-12);
        Assert.Equal(0.8, Plain.Recall(0), 1e-12);
        Assert.Equal(0.6, Plain.Recall(1), 1e-12);
        Assert.Equal(0.8, Plain.Precision(0), 1e-12);
        Assert.Equal(0.6, Plain.Precision(1), 1e-12);
        Assert.Equal(0.7, Plain.PrecisionMacro, 1e-12);
        Assert.Equal(0.7, Plain.RecallMacro, 1e-12);
        Assert.Equal(0.7, Plain.F1Macro, 1e-12);
        Assert.Equal((0.8 * 10 + 0.6 * 5) / 15, Plain.F1Weighted, 1e-12);
        Assert.Equal(5, Plain.EffectiveSaid(1), 1e-12);
    }

    [Fact]
    public void ConfusionMatrix_Weighted_IsThatOfTheOfficialCounts()
    {
        // 10 and 5 beats known, 20 and 40 official: weights 2 and 8.
        var matrix = new ConfusionMatrix([[8, 2], [2, 3]], [2, 8]);
        Assert.Equal((0.8 * 20 + 0.6 * 40) / 60, matrix.Accuracy, 1e-12); // sum of recall × official count / total
        Assert.Equal(0.6, matrix.Recall(1), 1e-12);
        Assert.Equal(24.0 / (4 + 24), matrix.Precision(1), 1e-12);
        Assert.Equal(16.0 / (16 + 16), matrix.Precision(0), 1e-12);
        Assert.Equal(2 * 24.0 / (28 + 40), matrix.F1(1), 1e-12);
        Assert.Equal((2 * 2.0 + 3 * 8) * (2 * 2.0 + 3 * 8) / (2 * 4.0 + 3 * 64), matrix.EffectiveSaid(1), 1e-12);
    }

    [Fact]
    public void ConfusionMatrix_ClassNeverSeenOrSaid_CountsAsZero()
    {
        var matrix = new ConfusionMatrix([[4, 0, 0], [4, 0, 0], [0, 0, 0]], [1, 1, 0]);
        Assert.Equal(0.5, matrix.Accuracy);
        Assert.Equal((0, 0, 0), (matrix.Precision(1), matrix.Recall(2), matrix.F1(2)));
        Assert.Equal(2.0 / 3 / 3, matrix.F1Macro, 1e-12);
    }

    [Fact]
    public void Of_Pairs_CountsThem()
    {
        var matrix = ConfusionMatrix.Of([0, 0, 1, 1, 1], [0, 1, 1, 1, 0], [1, 1]);
        Assert.Equal([[1, 1], [1, 2]], matrix.Counts);
    }

    [Theory] // Newcombe, Statistics in Medicine 17 (1998), table I, method 3
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Wilson_PublishedCases_GivesPublishedIntervals(int hits, int n, double low, double high)
    {
        var interval = Interval.Wilson((double)hits / n, n);
        Assert.Equal(low, interval.Low, 5e-5);
        Assert.Equal(high, interval.High, 5e-5);
    }

    [Fact]
    public void Wilson_NothingSeen_SaysNothing() => Assert.Equal(new(0, 1), Interval.Wilson(0, 0));

    [Fact]
    public void ExpectedError_TwoBins_IsTheWeightedGap()
    {
        // Bin of .9: stated .9, right 2 of 3; bin of .5: stated .5, right 1 of 1 with weight 3. Sum of weights 6.
        var found = Calibration.ExpectedError([0.9, 0.9, 0.9, 0.5], [true, true, false, true], [1, 1, 1, 3]);
        Assert.Equal((Math.Abs(2.7 - 2) + Math.Abs(1.5 - 3)) / 6, found, 1e-12);
    }

    [Fact]
    public void ExpectedError_CertainAndRight_IsZero() =>
        Assert.Equal(0, Calibration.ExpectedError([1, 1], [true, true], [1, 1]));

    [Fact]
    public void Reliability_TwoBins_GivesWeightedMeansAndLeavesOutEmptyBins()
    {
        var bins = Calibration.Reliability([0.9, 0.9, 0.9, 0.5, 1], [true, true, false, true, true], [1, 1, 1, 3, 2]);
        Assert.Equal([1, 3, 1], bins.Select(b => b.Beats));
        Assert.Equal((7.0 / 15, 8.0 / 15), (bins[0].Low, bins[0].High));
        Assert.Equal([3.0 / 8, 3.0 / 8, 2.0 / 8], bins.Select(b => b.Share));
        Assert.Equal(0.9, bins[1].Confidence, 1e-12);
        Assert.Equal(2.0 / 3, bins[1].Accuracy, 1e-12);
        Assert.Equal(1, bins[2].High);
    }

    [Fact]
    public void Reliability_Nothing_HasNoBins() => Assert.Empty(Calibration.Reliability([], [], []));

    [Fact]
    public void Ranking_MixedScores_GivesHandComputedAreas()
    {
        // Order: + − + −. Pairs right: 3 of 4. Average precision: ½·1 + ½·⅔.
        var ranking = new Ranking([0.9, 0.8, 0.7, 0.1], [true, false, true, false]);
        Assert.Equal(0.75, ranking.Auroc, 1e-12);
        Assert.Equal(0.5 + 0.5 * 2 / 3, ranking.Auprc, 1e-12);
    }

    [Fact]
    public void Ranking_EqualScores_AreOneStep()
    {
        var ranking = new Ranking([1, 1, 1, 1], [true, false, true, false]);
        Assert.Equal(0.5, ranking.Auroc, 1e-12);
        Assert.Equal(0.5, ranking.Auprc, 1e-12);
        Assert.Equal([new(0, 0, 1), new(1, 1, 1)], ranking.Curve());
    }

    [Fact]
    public void Ranking_Perfect_IsOneAndItsCurveHasTheCorners()
    {
        var ranking = new Ranking([5, 4, 3, 2, 1], [true, true, true, false, false]);
        Assert.Equal((1.0, 1.0), (ranking.Auroc, ranking.Auprc));
        Assert.Equal([(0, 0), (0, 1), (1, 1)], ranking.Curve().Select(p => (p.FalsePositiveRate, p.TruePositiveRate)));
    }

    [Fact]
    public void Curve_ManyCorners_IsThinnedAndKeepsItsEnds()
    {
        var random = new Random(1);
        var truth = Enumerable.Range(0, 3_000).Select(_ => random.Next(2) == 0).ToArray();
        var curve = new Ranking([.. truth.Select(_ => random.NextDouble())], truth).Curve(50);
        Assert.Equal(50, curve.Count);
        Assert.Equal((0, 0), (curve[0].FalsePositiveRate, curve[0].TruePositiveRate));
        Assert.Equal((1, 1), (curve[^1].FalsePositiveRate, curve[^1].TruePositiveRate));
    }

    [Fact]
    public void PrecisionCurve_MixedScores_HasEveryStep()
    {
        var curve = new Ranking([0.9, 0.8, 0.7, 0.1], [true, false, true, false]).PrecisionCurve();
        Assert.Equal([new(0.5, 1, 0.9), new(0.5, 0.5, 0.8), new(1, 2.0 / 3, 0.7), new(1, 0.5, 0.1)], curve);
    }

    [Fact]
    public void PrecisionCurve_ManySteps_IsThinnedAndKeepsItsEnds()
    {
        var truth = Enumerable.Range(0, 1_000).Select(i => i < 600).ToArray();
        var curve = new Ranking([.. truth.Select((_, i) => 1_000.0 - i)], truth).PrecisionCurve(50);
        Assert.Equal(50, curve.Count);
        Assert.Equal(new(1 / 600.0, 1, 1_000), curve[0]);
        Assert.Equal(new(1, 0.6, 1), curve[^1]);
    }

    [Fact]
    public void PrecisionCurve_Perfect_DropsTheMiddleOfTheStraightPiece() =>
        Assert.Equal([(0.25, 1.0), (1, 1), (1, 0.8)], new Ranking([5, 4, 3, 2, 1], [true, true, true, true, false]).PrecisionCurve()
            .Select(p => (p.Recall, p.Precision)));

    [Fact]
    public void Ranking_OneKindOnly_Throws() =>
        Assert.Throws<ArgumentException>(() => new Ranking([1, 2], [true, true]));

    [Fact]
    public void Bootstrap_SameMatrix_GivesTheSameIntervalNearTheNormalOne()
    {
        var matrix = new ConfusionMatrix([[450, 50], [50, 450]], [1, 1]);
        var first = Bootstrap.Of(matrix, m => m.Accuracy)[0];
        Assert.Equal(first, Bootstrap.Of(matrix, m => m.Accuracy)[0]);
        var half = 1.96 * Math.Sqrt(0.9 * 0.1 / 1_000);
        Assert.Equal(0.9 - half, first.Low, 0.004);
        Assert.Equal(0.9 + half, first.High, 0.004);
    }

    [Fact]
    public void Bootstrap_AllRight_HasNoWidth() =>
        Assert.Equal(new(1, 1), Bootstrap.Of(new([[5, 0], [0, 7]], [1, 3]), m => m.F1Macro)[0]);
}
