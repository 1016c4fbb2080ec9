using EcgStream.Signal.Alarms;
using EcgStream.Signal.Beats;

namespace EcgStream.Signal.Tests.Alarms;

public sealed class RepeatedROnTTests
{
    [Theory]
    [InlineData(58, "Raised @1 'R-on-T PVC 2 in 60 s ≥ 2'; ConditionGone @1 'R-on-T PVC 2 in 60 s ≥ 2'")] // 59.5 s apart
    [InlineData(60, "")]
    public void Observe_TwoInSixtySeconds_Raises(int between, string expected) =>
        Assert.Equal(expected, Run("NR" + new string('N', between) + "R" + new string('N', 63)));

    [Fact]
    public void Observe_MoreOfThem_IsOneAlarmUntilSixtySecondsAfterTheLast() =>
        Assert.Equal("Raised @2; ConditionGone @2", Brief("NNRNNRNNNNRNN" + new string('N', 100)));

    [Theory]
    [InlineData("NRNVNVNVVNSSQQ??NNN")]
    [InlineData("NRRRNNNNRRRRNNN")]     // runs belong to another rule
    [InlineData("NVVRNNNNRVVNNN")]
    public void Observe_OtherBeats_DoNotCount(string strip) => Assert.Equal("", Brief(strip));

    [Theory]
    [InlineData("NNRRNNNNRN", "Raised @2")] // the first of a couplet
    [InlineData("NNVRNNNNRN", "")]          // its second falls on no T wave of a sinus beat
    [InlineData("NNRNN_NNR_NN", "Raised @2")]
    public void Observe_Couplets_CountOnce(string strip, string expected) => Assert.Equal(expected, Brief(strip));

    [Theory]
    [InlineData(BeatClass.ROnTPvc, 0.60, 1)]
    [InlineData(BeatClass.ROnTPvc, 0.61, 0)]
    [InlineData(BeatClass.ROnTPvc, 1.00, 0)] // an R-on-T PVC that is not early is a misjudged beat
    [InlineData(BeatClass.Pvc, 0.60, 1)]     // on a T wave by its timing, whatever its form
    [InlineData(BeatClass.Pvc, 0.61, 0)]
    [InlineData(BeatClass.SupraventricularEctopic, 0.50, 0)]
    public void Observe_Coupling_MustReachTheTWave(BeatClass beatClass, double coupling, int raised)
    {
        var rule = new RepeatedROnT();
        var changes = new List<AlarmChange>();
        for (var i = 0; i < 40; i++)
        {
            var isEarly = i is 20 or 30;
            var start = Judged.Origin.AddMilliseconds(i * 1000);
            rule.Observe(Judged.Beat(i, isEarly ? beatClass : BeatClass.Normal, isEarly ? 1000 * coupling : 1000, start), changes);
        }
        Assert.Equal(raised, changes.Count);
    }

    [Fact]
    public void Observe_NoSinusRhythmKnown_BelievesTheClass() => Assert.Equal("Raised @0", Brief("RSSRSS"));

    [Fact]
    public void Observe_Hole_TimeGoesOn() => Assert.Equal("Raised @1", Brief("NR____NRN"));

    private static string Run(string strip) => string.Join("; ", Changes(strip).Select(c => $"{c.Transition} @{c.OnsetBeat} '{c.Text}'"));

    private static string Brief(string strip) => string.Join("; ", Changes(strip).Select(c => $"{c.Transition} @{c.OnsetBeat}"));

    private static List<AlarmChange> Changes(string strip)
    {
        var rule = new RepeatedROnT();
        var changes = new List<AlarmChange>();
        foreach (var beat in Judged.Premature(strip, rrMs: 1000)) rule.Observe(beat, changes);
        return changes;
    }
}
