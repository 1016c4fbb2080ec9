using EcgStream.Signal.Beats;

namespace EcgStream.MicroBench;

/// <summary>Beats of random samples from a fixed seed: no cost measured here depends on their form.</summary>
internal static class MadeBeats
{
    internal static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    internal const double RrMs = 800;

    /// <returns>count × 140 samples in −2…2, z-score units.</returns>
    internal static float[] Samples(int count)
    {
        var random = new Random(1);
        var samples = new float[count * BeatFrame.SampleCount];
        for (var i = 0; i < samples.Length; i++) samples[i] = (float)(random.NextDouble() * 4 - 2);
        return samples;
    }

    internal static DateTimeOffset TimeOf(long beat) => Start.AddMilliseconds(RrMs * beat);

    /// <summary>A judged beat; every tenth is a PVC, which is below every alarm.</summary>
    internal static JudgedBeat Judged(long index)
    {
        var start = TimeOf(index);
        var due = start.AddMilliseconds(RrMs);
        var one = new ClassProbabilities(0.9f, 0.05f, 0.03f, 0.01f, 0.01f);
        var verdict = new Verdict(index % 10 == 0 ? BeatClass.Pvc : BeatClass.Normal, 0.97f, 0.02f, false, one, one, one, 0.1f, 0.31f, "bench");
        return new JudgedBeat(index, start, RrMs, (ulong)index * 0x9E37_79B9_7F4A_7C15, verdict,
            new BeatTimes(due, due.AddMilliseconds(1), due.AddMilliseconds(2), due.AddMilliseconds(4)));
    }
}
