using EcgStream.Contracts.Patients;
using EcgStream.Inference.Batching;
using EcgStream.Signal.Beats;

namespace EcgStream.Grains.Patient;

/// <summary>A beat on its way to its verdict, which comes here at once, on an inference thread; or a hole between beats.</summary>
internal sealed class InFlightBeat(PatientMailbox mailbox) : IVerdictSink
{
    private JudgedBeat _judged;
    private volatile bool _isJudged;

    internal Beat Beat { get; set; }

    internal Hole? Hole { get; init; }

    public void Judged(in JudgedBeat beat)
    {
        _judged = beat;
        _isJudged = true;
        mailbox.HasVerdict();
    }

    /// <summary>A beat that could not be judged goes on without a verdict: it is stored and shown as such.</summary>
    public void Failed(in Beat beat, Exception reason) =>
        Judged(new JudgedBeat(beat.Index, beat.Start, beat.RrMs, SampleHash.Of(beat.Samples.Span),
            new Verdict { ModelSet = "" }, new BeatTimes { Due = beat.Due }));

    /// <summary>The verdict with the samples, float[140], once it is here; what held both can take another beat then.</summary>
    internal bool TryTake(out JudgedBeat judged, out ReadOnlyMemory<float> samples)
    {
        if (!_isJudged)
        {
            (judged, samples) = (default, default);
            return false;
        }

        (judged, samples) = (_judged, Beat.Samples);
        (_isJudged, Beat) = (false, default);
        return true;
    }
}
