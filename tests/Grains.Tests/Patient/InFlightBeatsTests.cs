using EcgStream.Contracts.Patients;
using EcgStream.Grains.Patient;
using EcgStream.Grains.Tests.Support;
using EcgStream.Signal.Beats;

namespace EcgStream.Grains.Tests.Patient;

public sealed class InFlightBeatsTests
{
    [Fact]
    public void TryTake_LaterBeatJudgedFirst_WaitsForTheEarlier()
    {
        var inFlight = new InFlightBeats();
        foreach (var n in (long[])[4, 5]) inFlight.Add(new Beat(n, Beats.Start, 800, new float[140]));

        inFlight.Complete(Beats.Judged(5));
        Assert.False(inFlight.TryTake(out _, out _));

        inFlight.Complete(Beats.Judged(4));
        Assert.True(inFlight.TryTake(out var first, out _));
        Assert.True(inFlight.TryTake(out var second, out _));
        Assert.Equal((4L, 5L), (first.Index, second.Index));
    }

    [Fact]
    public void TryTakeHole_BeatBeforeItNotJudged_Waits()
    {
        var inFlight = new InFlightBeats();
        inFlight.Add(new Beat(0, Beats.Start, 800, new float[140]));
        inFlight.Add(new Hole(1, 2, Beats.Start, "declared lost by the producer"));

        Assert.False(inFlight.TryTakeHole(out _));
        inFlight.Complete(Beats.Judged(0));
        Assert.True(inFlight.TryTake(out _, out _));
        Assert.True(inFlight.TryTakeHole(out var hole));
        Assert.Equal(1, hole.FirstBeat);
    }

    [Fact]
    public void Complete_BeatNotInFlight_ChangesNothing()
    {
        var inFlight = new InFlightBeats();
        inFlight.Complete(Beats.Judged(7));
        Assert.False(inFlight.TryTake(out _, out _));
    }
}
