using EcgStream.Contracts.Patients;
using EcgStream.Grains.Patient;
using EcgStream.Grains.Tests.Support;
using EcgStream.Signal.Beats;

namespace EcgStream.Grains.Tests.Patient;

public sealed class InFlightBeatsTests
{
    private readonly InFlightBeats _inFlight = new(new PatientMailbox(TaskScheduler.Default, _ => { }, stored: 0));

    [Fact]
    public void TryTake_LaterBeatJudgedFirst_WaitsForTheEarlier()
    {
        var (four, five) = (Take(4), Take(5));

        five.Judged(Beats.Judged(5));
        Assert.False(_inFlight.TryTake(out _, out _));

        four.Judged(Beats.Judged(4));
        Assert.True(_inFlight.TryTake(out var first, out _));
        Assert.True(_inFlight.TryTake(out var second, out _));
        Assert.Equal((4L, 5L), (first.Index, second.Index));
    }

    [Fact]
    public void TryTakeHole_BeatBeforeItNotJudged_Waits()
    {
        var beat = Take(0);
        _inFlight.Add(new Hole(1, 2, Beats.Start, "declared lost by the producer"));

        Assert.False(_inFlight.TryTakeHole(out _));
        beat.Judged(Beats.Judged(0));
        Assert.True(_inFlight.TryTake(out _, out _));
        Assert.True(_inFlight.TryTakeHole(out var hole));
        Assert.Equal(1, hole.FirstBeat);
    }

    [Fact]
    public void TryTake_BeatAfterOneThatLeft_HasItsOwnVerdictAndSamples()
    {
        Take(0).Judged(Beats.Judged(0));
        Assert.True(_inFlight.TryTake(out _, out var samplesOfFirst));

        var next = Take(1);
        Assert.False(_inFlight.TryTake(out _, out _)); // the one before left nothing behind
        next.Failed(BeatOf(1), new InvalidOperationException("the models are gone"));
        Assert.True(_inFlight.TryTake(out var judged, out var samples));
        Assert.Equal((1L, BeatClass.Unknown, 1f), (judged.Index, judged.Verdict.Class, samples.Span[0]));
        Assert.Equal(0f, samplesOfFirst.Span[0]);
        Assert.True(_inFlight.IsEmpty);
    }

    [Fact]
    public void SinkOf_BeatThatInferenceRefuses_LeavesNothingInFlight()
    {
        _ = _inFlight.SinkOf(BeatOf(0));
        Assert.True(_inFlight.IsEmpty);
    }

    private InFlightBeat Take(long beat)
    {
        var sink = _inFlight.SinkOf(BeatOf(beat));
        _inFlight.Add(sink);
        return sink;
    }

    private static Beat BeatOf(long beat)
    {
        var samples = new float[140];
        samples[0] = beat;
        return new Beat(beat, Beats.Start, 800, samples);
    }
}
