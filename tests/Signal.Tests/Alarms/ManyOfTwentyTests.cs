using EcgStream.Signal.Alarms;
using EcgStream.Signal.Beats;

namespace EcgStream.Signal.Tests.Alarms;

public sealed class ManyOfTwentyTests
{
    // a: anomalous, called normal; v: anomalous PVC; d: the models disagree; b: anomalous and disagree; n: nothing; _: hole
    [Theory]
    [InlineData("aaaaaaaaa", "")]
    [InlineData("nnaaaaaaaaaa", "Raised @2")]
    [InlineData("ananananananananananananan", "Raised @0")]
    [InlineData("annannannannannannannannannannann", "")]
    [InlineData("vvvvvvvvvvvvvvvvvvvv", "")]
    [InlineData("bbbbbbbbbb", "Raised @0")]
    [InlineData("dddddddddddddddddddd", "")]
    [InlineData("aaaaa_aaaaaaaaa", "")]
    [InlineData("aaaaaaaaaannnnnnnnnnnnnn", "Raised @0")]                       // 6 left
    [InlineData("aaaaaaaaaannnnnnnnnnnnnnn", "Raised @0; ConditionGone @0")]    // 5 left
    [InlineData("aaaaaaaaaa_nnnnnnnnnnnnnnnnnnn", "Raised @0")]                 // 19 seen since the hole
    [InlineData("aaaaaaaaaa_nnnnnnnnnnnnnnnnnnnn", "Raised @0; ConditionGone @0")]
    public void Anomaly_Strip_EmitsChanges(string strip, string expected) => Assert.Equal(expected, Run(ManyOfTwenty.Anomaly(), strip));

    [Theory]
    [InlineData("ddddddddd", "")]
    [InlineData("dndndndndndndndndndnd", "Raised @0")]
    [InlineData("bbbbbbbbbbbbbbbbbbbb", "")] // the anomaly's
    [InlineData("aaaaaaaaaaaaaaaaaaaa", "")]
    [InlineData("ddddddddddnnnnnnnnnnnnnnn", "Raised @0; ConditionGone @0")]
    public void Disagreement_Strip_EmitsChanges(string strip, string expected) =>
        Assert.Equal(expected, Run(ManyOfTwenty.Disagreement(), strip));

    [Fact]
    public void Texts_SayCountAgainstLimit()
    {
        Assert.Equal("anomalous beats 10 of 20 ≥ 10", First(ManyOfTwenty.Anomaly(), "aaaaaaaaaa").Text);
        var disagreement = First(ManyOfTwenty.Disagreement(), "dddddddddd");
        Assert.Equal("beats on which the models disagree 10 of 20 ≥ 10", disagreement.Text);
        Assert.Equal((AlarmKind.Technical, AlarmPriority.Low), (disagreement.Kind, disagreement.Priority));
    }

    private static AlarmChange First(ManyOfTwenty rule, string strip)
    {
        var changes = new List<AlarmChange>();
        foreach (var beat in Beats(strip)) rule.Observe(beat, changes);
        return changes[0];
    }

    private static string Run(ManyOfTwenty rule, string strip)
    {
        var changes = new List<AlarmChange>();
        foreach (var beat in Beats(strip)) rule.Observe(beat, changes);
        return string.Join("; ", changes.Select(c => $"{c.Transition} @{c.OnsetBeat}"));
    }

    private static IEnumerable<JudgedBeat> Beats(string strip) => strip
        .Select((c, i) => (c, beat: Judged.Beat(i, c == 'v' ? BeatClass.Pvc : BeatClass.Normal, 800, null, c is 'a' or 'v' or 'b', c is 'd' or 'b')))
        .Where(entry => entry.c != '_').Select(entry => entry.beat);
}
