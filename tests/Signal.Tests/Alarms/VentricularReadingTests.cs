using EcgStream.Signal.Alarms;
using EcgStream.Signal.Beats;
using EcgStream.Signal.Quality;

namespace EcgStream.Signal.Tests.Alarms;

public sealed class VentricularReadingTests
{
    private const double Sinus = 800;

    [Theory]
    [InlineData(BeatClass.Normal, true, 0.80, BeatClass.Pvc)]
    [InlineData(BeatClass.Normal, true, 0.81, BeatClass.Normal)]  // not early
    [InlineData(BeatClass.Normal, false, 0.60, BeatClass.Normal)] // early, and of the usual form: supraventricular
    [InlineData(BeatClass.SupraventricularEctopic, true, 0.60, BeatClass.SupraventricularEctopic)]
    [InlineData(BeatClass.Unclassified, true, 0.60, BeatClass.Unclassified)]
    [InlineData(BeatClass.Unknown, true, 0.60, BeatClass.Unknown)] // without a verdict
    [InlineData(BeatClass.ROnTPvc, false, 1.00, BeatClass.ROnTPvc)]
    public void Read_AfterASinusRhythm_TakesEarlyAndStrangeForVentricular(BeatClass found, bool anomalous, double coupling, BeatClass read) =>
        Assert.Equal(read, After("NNNNNNNNNN").Read(Judged.Beat(10, found, coupling * Sinus, anomalous: anomalous)).Verdict.Class);

    [Theory]
    [InlineData(SignalQuality.Noisy)]
    [InlineData(SignalQuality.Clipped)]
    public void Read_PoorSignal_IsNoWitness(SignalQuality quality) =>
        Assert.Equal(BeatClass.Normal,
            After("NNNNNNNNNN").Read(Judged.Beat(10, BeatClass.Normal, 480, anomalous: true) with { Quality = quality }).Verdict.Class);

    [Fact]
    public void Read_NoSinusRhythmKnown_BelievesTheClass() =>
        Assert.Equal(BeatClass.Normal, After("").Read(Judged.Beat(0, BeatClass.Normal, 300, anomalous: true)).Verdict.Class);

    [Theory]
    [InlineData(4, BeatClass.Pvc)]
    [InlineData(5, BeatClass.Normal)]
    public void Read_SinusBeatsThatAreAnomalousThemselves_MakeAnomalyNoSign(int anomalous, BeatClass read)
    {
        var reading = After(new string('N', 20));
        for (var i = 0; i < anomalous; i++) reading.Read(Judged.Beat(20 + i, BeatClass.Normal, Sinus, anomalous: true));
        Assert.Equal(read, reading.Read(Judged.Beat(40, BeatClass.Normal, 480, anomalous: true)).Verdict.Class);
    }

    [Theory]
    [InlineData(BeatClass.SupraventricularEctopic, 0.3f, 0.25f, 0.4f, BeatClass.Pvc)]     // .55 ventricular of both kinds
    [InlineData(BeatClass.SupraventricularEctopic, 0.15f, 0.35f, 0.4f, BeatClass.Pvc)]
    [InlineData(BeatClass.SupraventricularEctopic, 0.25f, 0.2f, 0.5f, BeatClass.SupraventricularEctopic)]
    [InlineData(BeatClass.Unclassified, 0.3f, 0.2f, 0.1f, BeatClass.Pvc)]
    [InlineData(BeatClass.Normal, 0.3f, 0.25f, 0.4f, BeatClass.Normal)] // a beat in time that may be normal is left alone
    public void Read_BothVentricularKindsTogether_AreOneGroup(BeatClass found, float pvc, float rOnT, float supraventricular, BeatClass read)
    {
        var said = new ClassProbabilities(1 - pvc - rOnT - supraventricular, rOnT, pvc, supraventricular, 0);
        var beat = Judged.Beat(10, found, Sinus);
        beat = beat with { Verdict = beat.Verdict with { Dnn = said, Lstm = said, Cnn = said } };
        Assert.Equal(read, After("NNNNNNNNNN").Read(beat).Verdict.Class);
    }

    [Fact]
    public void Read_RateThatRisesByAStep_HasOneEarlyBeat()
    {
        var reading = After("NNNNNNNNNN");
        reading.Read(Judged.Beat(10, BeatClass.Normal, Sinus / 2));
        Assert.Equal(BeatClass.Normal, reading.Read(Judged.Beat(11, BeatClass.Normal, Sinus / 2, anomalous: true)).Verdict.Class);
    }

    [Fact]
    public void Read_PauseAfterAVentricularBeat_IsNoSinusInterval()
    {
        // Ten pauses of 1.5 RR would make 0.85 RR early.
        var reading = After(string.Concat(Enumerable.Repeat("NNNV", 10)));
        Assert.Equal(BeatClass.Normal, reading.Read(Judged.Beat(90, BeatClass.Normal, 0.85 * Sinus, anomalous: true)).Verdict.Class);
    }

    [Fact]
    public void Rules_SeeRunsOfWhatIsRead()
    {
        var rules = AlarmRules.Default();
        var changes = new List<AlarmChange>();
        foreach (var beat in Judged.Strip(new string('N', 20), Sinus)) rules.Observe(beat, changes);
        for (var i = 20; i < 25; i++) rules.Observe(Judged.Beat(i, BeatClass.Normal, 400, anomalous: true), changes);
        Assert.Equal("VT 5 beats at 150/min", changes[^1].Text);
    }

    private static VentricularReading After(string strip)
    {
        var reading = default(VentricularReading);
        foreach (var beat in Judged.Strip(strip, Sinus)) reading.Read(beat);
        return reading;
    }
}
