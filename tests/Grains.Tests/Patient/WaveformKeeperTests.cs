using EcgStream.Grains.Patient;
using EcgStream.Grains.Tests.Support;
using EcgStream.Signal.Beats;

namespace EcgStream.Grains.Tests.Patient;

public sealed class WaveformKeeperTests
{
    [Fact]
    public void Observe_OneAbnormalBeat_KeepsItAndFiveOnEitherSide()
    {
        Assert.Equal(Enumerable.Range(15, 11).Select(n => (long)n), KeptOf(count: 40, abnormal: [20]));
    }

    [Fact]
    public void Observe_AbnormalBeatsNearEachOther_KeepsEachWaveformOnce()
    {
        var kept = KeptOf(count: 40, abnormal: [10, 13]);
        Assert.Equal(Enumerable.Range(5, 14).Select(n => (long)n), kept.Order());
        Assert.Equal(kept.Count, kept.Distinct().Count());
    }

    [Fact]
    public void Observe_NormalBeats_KeepsNone() => Assert.Empty(KeptOf(count: 40, abnormal: []));

    [Fact]
    public void KeepAround_AlarmAtANormalBeat_KeepsTheSamplesOfThoseBeforeItAsTheyWere()
    {
        var keeper = new WaveformKeeper();
        var keep = new List<(long Beat, ReadOnlyMemory<float> Samples)>();
        for (long n = 0; n < 12; n++) keeper.Observe(Beats.Judged(n), SamplesOf(n), keep);
        keeper.KeepAround(11, keep);
        for (long n = 12; n < 40; n++) keeper.Observe(Beats.Judged(n), SamplesOf(n), keep); // those before are overwritten by now

        Assert.Equal(Enumerable.Range(7, 10).Select(n => (long)n), keep.Select(entry => entry.Beat));
        Assert.All(keep, entry => Assert.Equal(SamplesOf(entry.Beat), entry.Samples.ToArray()));
    }

    private static float[] SamplesOf(long beat) => [.. Enumerable.Range(0, 140).Select(i => beat + i / 140f)];

    private static List<long> KeptOf(int count, long[] abnormal)
    {
        var keeper = new WaveformKeeper();
        var keep = new List<(long Beat, ReadOnlyMemory<float> Samples)>();
        for (long n = 0; n < count; n++)
            keeper.Observe(Beats.Judged(n, abnormal.Contains(n) ? BeatClass.Pvc : BeatClass.Normal), new float[140], keep);
        return [.. keep.Select(entry => entry.Beat)];
    }
}
