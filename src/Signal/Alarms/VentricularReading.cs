using EcgStream.Signal.Beats;
using EcgStream.Signal.Quality;

namespace EcgStream.Signal.Alarms;

/// <summary>
/// Which beats the rules take for ventricular. The verdict's class is the likeliest of five; the rules ask for a group of
/// two, and have a witness that no model has: when the beat comes. So besides the beats whose class is ventricular these are:
/// <list type="bullet">
/// <item>beats found supraventricular or not to be classified, to which the class models together give more of the two
/// ventricular kinds than of any other class (AAMI EC57 reports by group, and puts both kinds into one);</item>
/// <item>beats that come early and look strange, whatever class is likeliest: an early beat of the usual form is
/// supraventricular, one of another form ventricular. So does rule 2 of OSEA's classify.c (Hamilton, Open source ECG
/// analysis, Computers in Cardiology 2002, 101–104), which knows no classes. Early is 20 % before the sinus rhythm's next beat: none of the 2,237
/// normal beats of MIT-BIH record 100, 31 of its 34 premature ones. Strange is what the autoencoder, which has seen normal
/// beats only, finds anomalous: TRAIN's 10 PVCs are too few to learn their forms from.</item>
/// </list>
/// Noisy and clipped beats are no witnesses; and where the sinus beats themselves are anomalous (a block, a moved lead),
/// being so tells nothing.
/// </summary>
internal struct VentricularReading
{
    private const double Early = 0.8; // of the sinus RR interval

    // One normal beat in twenty is anomalous by error: five of twenty are something else.
    private const int MostAnomalousSinusBeats = 4;

    private SinusInterval _sinus;
    private LastTwenty _anomalous; // of the normal beats
    private long _normalBeats;

    /// <summary>The beat as the rules are to see it: as it is, or as a PVC.</summary>
    internal JudgedBeat Read(in JudgedBeat beat)
    {
        var read = IsVentricular(beat) ? beat with { Verdict = beat.Verdict with { Class = BeatClass.Pvc } } : beat;
        _sinus.Add(read);
        if (read.Verdict.Class == BeatClass.Normal) _anomalous.Add(_normalBeats++, read.Verdict.IsAnomalous);
        return read;
    }

    private readonly bool IsVentricular(in JudgedBeat beat) => beat.Verdict.Class switch
    {
        BeatClass.SupraventricularEctopic or BeatClass.Unclassified => IsByGroup(beat),
        BeatClass.Normal => beat.RrMs <= Early * _sinus.ShorterMs && beat.Verdict.IsAnomalous &&
            beat.Quality == SignalQuality.Good && _anomalous.Count <= MostAnomalousSinusBeats,
        _ => false,
    };

    private static bool IsByGroup(in JudgedBeat beat)
    {
        var ventricular = Sum(beat, BeatClass.ROnTPvc) + Sum(beat, BeatClass.Pvc);
        return ventricular > Sum(beat, BeatClass.Normal) && ventricular > Sum(beat, BeatClass.SupraventricularEctopic) &&
            ventricular > Sum(beat, BeatClass.Unclassified);
    }

    private static float Sum(in JudgedBeat beat, BeatClass beatClass) =>
        beat.Verdict.Dnn[beatClass] + beat.Verdict.Lstm[beatClass] + beat.Verdict.Cnn[beatClass];
}
