using EcgStream.Signal.Features;

namespace EcgStream.Signal.Tests.Features;

public sealed class RrHistoryTests
{
    [Fact]
    public void Describe_RegularRhythm_SaysEarlyByItsLogarithm()
    {
        var history = new RrHistory();
        for (var i = 0; i < 300; i++) history.Add(0.8);
        var values = new float[RrHistory.ValueCount];
        history.Describe(0.6, 1.0, values);
        Assert.Equal(Math.Log(0.6 / 0.8), values[0], 1e-6);
        Assert.Equal(Math.Log(1.0 / 0.8), values[1], 1e-6);
        Assert.Equal(0, values[^1]);
        Assert.Equal(2 * values[0], values[9], 1e-5); // 0.1 / 0.05
    }

    [Fact]
    public void Describe_IrregularRhythm_MakesLessOfTheSameEarlyBeat()
    {
        var (regular, irregular) = (new RrHistory(), new RrHistory());
        var random = new Random(1);
        for (var i = 0; i < 100; i++)
        {
            regular.Add(0.8);
            irregular.Add(0.5 + 0.6 * random.NextDouble());
        }
        var (of, ofIrregular) = (new float[RrHistory.ValueCount], new float[RrHistory.ValueCount]);
        regular.Describe(0.5, 0.9, of);
        irregular.Describe(0.5, 0.9, ofIrregular);
        Assert.True(Math.Abs(ofIrregular[9]) < 0.4 * Math.Abs(of[9]));
        Assert.True(ofIrregular[^1] > 0.1f);
    }

    [Fact]
    public void Describe_NextBeatUnknown_CountsAsLongestThatIsWaitedFor()
    {
        var history = new RrHistory();
        history.Add(0.9);
        var values = new float[RrHistory.ValueCount];
        history.Describe(0.9, double.PositiveInfinity, values);
        Assert.Equal(Math.Log(1.8 / 0.9), values[1], 1e-6);
    }

    [Fact]
    public void ValueNames_Count_IsThatOfTheValues()
    {
        Assert.Equal(RrHistory.ValueCount, RrHistory.ValueNames.Count);
        Assert.Equal(BeatShape.ValueCount, BeatShape.ValueNames.Count);
        Assert.Equal(BeatInput.ValueCount, BeatInput.ValueNames.Distinct().Count());
    }
}
