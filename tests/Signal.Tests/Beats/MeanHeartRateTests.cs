using EcgStream.Signal.Beats;

namespace EcgStream.Signal.Tests.Beats;

public sealed class MeanHeartRateTests
{
    private readonly MeanHeartRate _rate = new();

    [Fact]
    public void PerMinute_BeforeTheFirstBeat_IsNull() => Assert.Null(_rate.PerMinute);

    [Fact]
    public void PerMinute_FewBeats_IsTheirMean()
    {
        _rate.Add(1000);
        _rate.Add(500);
        Assert.Equal(80, _rate.PerMinute);
    }

    [Fact]
    public void PerMinute_ManyBeats_LooksAtTheLastEight()
    {
        for (var i = 0; i < 100; i++) _rate.Add(3000);
        for (var i = 0; i < 8; i++) _rate.Add(600);
        Assert.Equal(100, _rate.PerMinute);
    }

    [Fact]
    public void Reset_ForgetsAll()
    {
        _rate.Add(1000);
        _rate.Reset();
        Assert.Null(_rate.PerMinute);
    }
}
