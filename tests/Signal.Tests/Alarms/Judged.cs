using EcgStream.Signal.Beats;

namespace EcgStream.Signal.Tests.Alarms;

/// <summary>Judged beats from a rhythm strip: N, V (PVC), R (R-on-T PVC), S, Q, ? (no verdict) and _ (a beat in a hole).</summary>
internal static class Judged
{
    public static readonly DateTimeOffset Origin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static IEnumerable<JudgedBeat> Strip(string strip, double rrMs = 500, long firstBeat = 0)
    {
        for (var i = 0; i < strip.Length; i++)
            if (strip[i] != '_') yield return Beat(firstBeat + i, ClassOf(strip[i]), rrMs);
    }

    public static JudgedBeat Beat(long index, BeatClass beatClass, double rrMs) =>
        new(index, Origin.AddMilliseconds(index * rrMs), rrMs, 0, default(Verdict) with { Class = beatClass }, default);

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
