using EcgStream.Signal.Beats;

namespace EcgStream.Signal.Tests.Alarms;

/// <summary>Judged beats from a rhythm strip: N, V (PVC), R (R-on-T PVC), S, Q, ? (no verdict) and _ (a beat in a hole).</summary>
internal static class Judged
{
    public static readonly DateTimeOffset Origin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <remarks>A pause follows ventricular beats: another beat after them has 1.5 times the RR interval.</remarks>
    public static IEnumerable<JudgedBeat> Strip(string strip, double rrMs = 500, long firstBeat = 0)
    {
        for (var i = 0; i < strip.Length; i++)
        {
            var isPause = i > 0 && ClassOf(strip[i - 1]).IsVentricular() && !ClassOf(strip[i]).IsVentricular();
            if (strip[i] != '_') yield return Beat(firstBeat + i, ClassOf(strip[i]), isPause ? 1.5 * rrMs : rrMs, Origin.AddMilliseconds((firstBeat + i) * rrMs));
        }
    }

    /// <summary>A strip in which every beat comes as fast as the others.</summary>
    public static IEnumerable<JudgedBeat> Even(string strip, double rrMs) =>
        strip.Select((c, i) => Beat(i, ClassOf(c), rrMs));

    public static JudgedBeat Beat(
        long index, BeatClass beatClass, double rrMs, DateTimeOffset? start = null, bool anomalous = false, bool disagree = false) =>
        new(index, start ?? Origin.AddMilliseconds(index * rrMs), rrMs, 0,
            default(Verdict) with { Class = beatClass, Disagree = disagree, ReconstructionError = anomalous ? 0.5f : 0.1f, Threshold = 0.3f },
            default);

    /// <summary>
    /// A strip in which ventricular beats come early and pauses follow: V at 0.7 of the RR interval, R at 0.5, and what follows
    /// either is as much later.
    /// </summary>
    public static IEnumerable<JudgedBeat> Premature(string strip, double rrMs = 800)
    {
        var (at, lead) = (Origin, 0.0);
        for (var i = 0; i < strip.Length; i++)
        {
            var coupling = strip[i] switch { 'V' => 0.7, 'R' => 0.5, _ => 1 + lead };
            lead = coupling < 1 ? 1 - coupling : 0;
            if (strip[i] != '_') yield return Beat(i, ClassOf(strip[i]), coupling * rrMs, at);
            at = at.AddMilliseconds(coupling * rrMs);
        }
    }

    private static BeatClass ClassOf(char c) => c switch
    {
        'N' => BeatClass.Normal,
        'R' => BeatClass.ROnTPvc,
        'V' => BeatClass.Pvc,
        'S' => BeatClass.SupraventricularEctopic,
        'Q' => BeatClass.Unclassified,
        _ => BeatClass.Unknown,
    };
}
