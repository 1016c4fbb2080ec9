using EcgStream.Signal.Alarms;
using EcgStream.Signal.Beats;
using EcgStream.Simulator.Beats;

namespace EcgStream.Simulator.Ward;

/// <summary>Sinus rhythm that every scenario builds on.</summary>
internal static class Rhythm
{
    internal const int ClassPurpose = 1;
    internal const int RrPurpose = 2;
    internal const int PatientPurpose = 3;
    internal const int SamplesPurpose = 4;
    internal const int EpisodePurpose = 5;
    internal const int NoisePurpose = 1_000; // and the numbers after it, one a sample

    /// <summary>RR in ms: a patient's own rate of 60…90 a minute, ± 4 % from beat to beat.</summary>
    internal static double SinusRr(ulong seed, int patient, long beat) => MeanRr(seed, patient) * Jitter(seed, patient, beat);

    /// <summary>RR in ms by a patient's own rate.</summary>
    internal static double MeanRr(ulong seed, int patient) =>
        60_000 / (60 + 30 * Draws.Unit(Draws.Bits(seed, patient, 0, PatientPurpose)));

    /// <summary>The kind of a premature ventricular contraction by its coupling interval, share of the sinus RR interval.</summary>
    internal static BeatClass KindOfPvc(double coupling) =>
        coupling <= RepeatedROnT.DefaultMostCoupling ? BeatClass.ROnTPvc : BeatClass.Pvc;

    /// <summary>From beat to beat, 0.96…1.04.</summary>
    internal static double Jitter(ulong seed, int patient, long beat) =>
        0.96 + 0.08 * Draws.Unit(Draws.Bits(seed, patient, beat, RrPurpose));
}
