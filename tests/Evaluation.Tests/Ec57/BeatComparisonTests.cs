using EcgStream.Evaluation.Ec57;
using EcgStream.Signal.Beats;
using EcgStream.Signal.Formats.Wfdb;

namespace EcgStream.Evaluation.Tests.Ec57;

public sealed class BeatComparisonTests
{
    private const double RateHz = 100; // the test period starts at sample 30,000; the window is 15 samples
    private const long Length = 60_000;

    [Theory]
    [InlineData(15, 1, 0, 0)]
    [InlineData(-15, 1, 0, 0)]
    [InlineData(16, 0, 1, 1)]
    [InlineData(-16, 0, 1, 1)]
    public void Of_TwoBeatsAtTheWindowsEdge_MatchWithin150Ms(int distance, long found, long missed, long extra)
    {
        var matrix = Compare(Beats(40_000), Beats(40_000 + distance)).Matrix;
        Assert.Equal((found, missed, extra), (matrix.Found, matrix.Missed, matrix.Extra));
    }

    [Fact]
    public void Of_TwoTestBeatsNearOneReferenceBeat_PairsTheNearer()
    {
        var matrix = Compare(Beats(40_000), BeatTrack.Of([new(39_990, AamiGroup.V), new(40_002, AamiGroup.N)])).Matrix;
        Assert.Equal((1, 1), (matrix[AamiGroup.N, AamiGroup.N], matrix[BeatMatrix.O, (int)AamiGroup.V]));
    }

    [Fact]
    public void Of_LearningPeriodAndItsEdge_DoNotCount()
    {
        // The beat at 30,010 may belong to one in the learning period; the one at 30,016 does not.
        Assert.Equal(0, Compare(Beats(), Beats(1_000, 29_999, 30_010)).Matrix.Extra);
        Assert.Equal(1, Compare(Beats(), Beats(30_016)).Matrix.Extra);
        Assert.Equal(0, Compare(Beats(1_000, 29_999, 30_010), Beats()).Matrix.Missed);
        Assert.Equal(1, Compare(Beats(30_016), Beats()).Matrix.Missed);
        Assert.Equal(1, Compare(Beats(30_010), Beats(30_012)).Matrix.Found);
    }

    [Fact]
    public void Of_LastBeat_IsPairedWithOneBehindTheEnd() =>
        Assert.Equal(1, Compare(Beats(Length - 3), Beats(Length + 5)).Matrix.Found);

    [Fact]
    public void Of_BeatsBehindTheEnd_DoNotCount()
    {
        var matrix = Compare(Beats(40_000, Length), Beats(40_000, Length + 100)).Matrix;
        Assert.Equal((1, 0, 0), (matrix.Found, matrix.Missed, matrix.Extra));
    }

    [Fact]
    public void Of_TestShutdown_CountsBeatsMissedInItApart()
    {
        var test = new BeatTrack([new(40_000, AamiGroup.N)], [new(29_000, 31_000), new(50_000, 50_200)], []);
        var comparison = Compare(BeatTrack.Of([new(40_000, AamiGroup.N), new(45_000, AamiGroup.V), new(50_100, AamiGroup.V)]), test);
        Assert.Equal((1, 1), (comparison.Matrix[(int)AamiGroup.V, BeatMatrix.O], comparison.Matrix[(int)AamiGroup.V, BeatMatrix.X]));
        Assert.Equal(12, comparison.ShutdownSeconds); // 10 s of the first lie in the test period
        Assert.Equal(1.0 / 3, comparison.Matrix.Sensitivity, 1e-12);
    }

    [Fact]
    public void Of_ReferenceShutdown_CountsBeatsAddedInItApart()
    {
        var reference = new BeatTrack([new(40_000, AamiGroup.N)], [new(50_000, 50_200)], []);
        var matrix = Compare(reference, Beats(40_000, 50_100, 50_200)).Matrix;
        Assert.Equal((1, 1), (matrix[BeatMatrix.X, 0], matrix[BeatMatrix.O, 0]));
    }

    [Fact]
    public void Of_VentricularFlutterInTheReference_DoesNotCountBeatsInIt()
    {
        var reference = new BeatTrack([new(40_000, AamiGroup.N), new(48_000, AamiGroup.N)], [], [new(41_000, 47_000)]);
        var comparison = Compare(reference, Beats(40_000, 42_000, 43_000, 48_000));
        Assert.Equal((2, 0, 0), (comparison.Matrix.Found, comparison.Matrix.Missed, comparison.Matrix.Extra));
        Assert.Equal(0, comparison.RrErrors);
    }

    [Fact]
    public void Of_ShiftedBeat_GivesTheRmsOfTheRrErrors()
    {
        // Intervals of 100 samples; the third beat is 5 samples late: errors +5 and −5 samples of 10 ms.
        var comparison = Compare(Beats(40_000, 40_100, 40_200, 40_300), Beats(40_000, 40_100, 40_205, 40_300));
        Assert.Equal(3, comparison.RrErrors);
        Assert.Equal(Math.Sqrt((25 + 25) / 3.0) * 10, comparison.RrErrorRms, 1e-9);
    }

    [Fact]
    public void Of_Nothing_HasUndefinedFigures()
    {
        var comparison = Compare(Beats(), Beats());
        Assert.True(double.IsNaN(comparison.Matrix.Sensitivity) && double.IsNaN(comparison.Matrix.PositivePredictivity));
        Assert.True(double.IsNaN(comparison.RrErrorRms) && double.IsNaN(comparison.Matrix.Accuracy));
    }

    [Fact]
    public void PositivePredictivityOf_SAndV_LeaveOutWhatEc57LeavesOut()
    {
        long[] places = [40_000, 41_000, 42_000, 43_000, 44_000];
        AamiGroup[] truth = [AamiGroup.N, AamiGroup.S, AamiGroup.V, AamiGroup.F, AamiGroup.Q];
        var reference = BeatTrack.Of([.. places.Select((place, i) => new BeatMark(place, truth[i]))]);
        BeatMatrix Said(AamiGroup group) => Compare(reference, BeatTrack.Of([.. places.Select(place => new BeatMark(place, group))])).Matrix;
        Assert.Equal(1.0 / 3, Said(AamiGroup.V).PositivePredictivityOf(AamiGroup.V), 1e-12);
        Assert.Equal(1.0 / 4, Said(AamiGroup.S).PositivePredictivityOf(AamiGroup.S), 1e-12);
        Assert.Equal(1.0 / 5, Said(AamiGroup.N).PositivePredictivityOf(AamiGroup.N), 1e-12);
        Assert.Equal(1.0 / 4, Said(AamiGroup.F).Accuracy, 1e-12); // of N, S, V and F beats
    }

    [Fact]
    public void From_Annotations_ReadsBeatsShutdownAndFlutter()
    {
        var track = BeatTrack.From(
        [
            new(100, WfdbCode.Normal), new(200, WfdbCode.Rhythm, Aux: "(VFL"), new(300, WfdbCode.FlutterStart), new(350, WfdbCode.FlutterWave),
            new(400, WfdbCode.FlutterEnd), new(500, WfdbCode.Noise, Subtype: 1), new(600, WfdbCode.Noise, Subtype: -1),
            new(700, WfdbCode.Noise, Subtype: 0), new(800, WfdbCode.Of('j')), new(900, WfdbCode.Noise, Subtype: 0x30),
        ], BeatGrouping.Aami, 1_000);
        Assert.Equal([new(100, AamiGroup.N), new(800, AamiGroup.N)], track.Beats);
        Assert.Equal([new(600, 700), new(900, 1_000)], track.Shutdown);
        Assert.Equal([new(300, 400)], track.Flutter);
        Assert.Equal(AamiGroup.S, BeatGrouping.Bxb.GroupOf(WfdbCode.Of('j')));
    }

    [Fact]
    public void GroupOf_EveryCode_IsAGroupForBeatsOnly()
    {
        for (byte code = 0; code < 50; code++) Assert.Equal(WfdbCode.IsBeat(code), BeatGrouping.Aami.GroupOf(code) is not null);
    }

    private static BeatComparison Compare(BeatTrack reference, BeatTrack test) => BeatComparison.Of(reference, test, RateHz, Length);

    private static BeatTrack Beats(params long[] samples) => BeatTrack.Of([.. samples.Select(sample => new BeatMark(sample, AamiGroup.N))]);
}
