using EcgStream.Evaluation.MitBih;
using EcgStream.Signal.Formats.Wfdb;

namespace EcgStream.Evaluation.Tests.MitBih;

public sealed class NoiseStressTests : IDisposable
{
    private const int RateHz = MadeRecord.RateHz;
    private readonly MadeRecord _made = new();

    public NoiseStressTests()
    {
        // One beat a second: a triangle of 400 units peak to peak. The first is 10 times as great, and the trimmed mean drops it.
        _made.Write("ecg", 700, i => (i / RateHz == 1 ? 10 : 1) * Math.Max(0, 400 - 100 * Math.Abs(i % RateHz - 50)),
            [.. Enumerable.Range(1, 698).Select(second => new WfdbAnnotation(second * RateHz + 50, WfdbCode.Normal))]);
        // A square wave of 30 units about 1,000: its RMS is 30.
        _made.Write("ma", 400, i => 1_000 + (i / 5 % 2 == 0 ? 30 : -30));
    }

    public void Dispose() => _made.Dispose();

    [Fact]
    public void QrsAmplitudeAndNoiseRms_MadeSignals_AreTheirKnownSizes()
    {
        Assert.Equal(400, NoiseStress.QrsAmplitude(_made.Load("ecg"), 0));
        Assert.Equal(800, NoiseStress.QrsAmplitude(_made.Load("ecg"), 1));
        Assert.Equal(30, NoiseStress.NoiseRms(_made.Load("ma"), 0), 1e-9);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    [InlineData(-6)]
    public void Add_Ratio_ScalesTheNoisePowerToIt(double snrDb)
    {
        var (clean, noise) = (_made.Load("ecg"), _made.Load("ma"));
        var mixed = NoiseStress.Add(clean, noise, snrDb);
        for (var lead = 0; lead < 2; lead++)
        {
            var added = Difference(clean, mixed, lead)[(300 * RateHz)..(420 * RateHz)];
            var mean = added.Average();
            var power = added.Average(value => (value - mean) * (value - mean));
            var signal = Math.Pow(400 * (lead + 1), 2) / 8;
            Assert.Equal(snrDb, 10 * Math.Log10(signal / power), 0.1);
        }
    }

    [Fact]
    public void Add_Protocol_IsTwoMinutesWithAndTwoWithoutFromFiveMinutesOn()
    {
        var (clean, noise) = (_made.Load("ecg"), _made.Load("ma"));
        var added = Difference(clean, NoiseStress.Add(clean, noise, 0), 0);
        Assert.All(added[..(300 * RateHz)], value => Assert.Equal(0, value));
        Assert.Equal([true, false, true, false], new[] { 310, 430, 550, 670 }.Select(second => added.Skip(second * RateHz).Take(RateHz).Distinct().Count() > 1));
    }

    [Fact]
    public void Add_WhereNoiseBeginsOrEnds_MakesNoStep()
    {
        var (clean, noise) = (_made.Load("ecg"), _made.Load("ma"));
        var added = Difference(clean, NoiseStress.Add(clean, noise, 0), 0);
        // The noise does not change across these samples, so neither may what is added.
        Assert.Equal(0, added[300 * RateHz]);
        Assert.Equal(added[420 * RateHz], added[420 * RateHz + 1]);
    }

    [Fact]
    public void Add_ShorterNoise_Repeats()
    {
        var (clean, noise) = (_made.Load("ecg"), _made.Load("ma"));
        var added = Difference(clean, NoiseStress.Add(clean, noise, 0), 0);
        Assert.True(added.Skip(600 * RateHz).Take(RateHz).Distinct().Count() > 1);
    }

    private static double[] Difference(EcgRecord clean, EcgRecord mixed, int lead) =>
        [.. Enumerable.Range(0, (int)clean.SampleCount).Select(i => (double)(mixed.AdcUnits[2 * i + lead] - clean.AdcUnits[2 * i + lead]))];
}
