using EcgStream.Signal;
using EcgStream.Signal.Beats;
using EcgStream.Signal.Conditioning;
using EcgStream.Signal.Features;

namespace EcgStream.Inference.Tests.Made;

/// <summary>Model inputs of a made-up patient at 75 beats a minute: every 17th beat is an early wide one (V).</summary>
internal static class MadeBeats
{
    private const int RateHz = 360;

    /// <param name="count">Beats.</param>
    /// <param name="groups">Their groups.</param>
    /// <param name="leads">1 or 2.</param>
    public static float[] Inputs(int count, out AamiGroup[] groups, int leads = 2)
    {
        var random = new Random(1);
        groups = [.. Enumerable.Range(0, count).Select(i => i % 17 == 16 ? AamiGroup.V : AamiGroup.N)];
        var peaks = new long[count];
        var at = 1.0;
        for (var i = 0; i < count; i++)
        {
            var early = groups[i] == AamiGroup.V;
            at += early ? 0.52 : i > 0 && groups[i - 1] == AamiGroup.V ? 1.08 : 0.79 + 0.02 * random.NextDouble();
            peaks[i] = (long)(at * RateHz);
        }

        var frames = new float[(peaks[^1] + RateHz) * leads];
        for (var i = 0; i < frames.Length; i++) frames[i] = 0.01f * (float)(random.NextDouble() - 0.5);
        for (var i = 0; i < count; i++)
        {
            var wide = groups[i] == AamiGroup.V;
            if (!wide) Add(frames, leads, peaks[i], -0.16, 0.12, 0.022, 0.5);
            if (wide) Add(frames, leads, peaks[i], 0, 1.7, 0.045, -0.8);
            else Add(frames, leads, peaks[i], 0, 1.2, 0.013, -0.5);
            Add(frames, leads, peaks[i], wide ? 0.26 : 0.27, wide ? -0.6 : 0.25, 0.05, 0.4);
        }
        return Features(frames, leads, peaks);
    }

    private static float[] Features(float[] frames, int leads, long[] peaks)
    {
        var format = new SignalFormat(RateHz, leads == 2 ? ["MLII", "V1"] : ["MLII"]);
        var signal = new SignalConditioner(format);
        var features = new BeatFeatures(signal, LeadChoice.Of(format));
        var inputs = new float[peaks.Length * BeatInput.Length];
        var (next, done) = (0, 0);
        for (var at = 0; at < frames.Length; at += leads)
        {
            signal.Push(frames.AsSpan(at, leads));
            while (signal.TryAdvance())
            {
                features.Observe();
                while (next < peaks.Length && signal.Count >= signal.IndexOf(peaks[next]) + 60) features.Add(peaks[next++]);
                Take();
            }
        }
        features.Flush();
        Take();
        Assert.Equal(peaks.Length, done);
        return inputs;

        void Take()
        {
            while (done < peaks.Length && features.TryTake(inputs.AsSpan(done * BeatInput.Length, BeatInput.Length), out _)) done++;
        }
    }

    private static void Add(float[] frames, int leads, long peak, double offset, double height, double width, double second)
    {
        var center = peak / (double)RateHz + offset;
        for (var i = (long)((center - 4 * width) * RateHz); i < (center + 4 * width) * RateHz; i++)
        {
            if (i < 0 || i >= frames.Length / leads) continue;
            var z = (i / (double)RateHz - center) / width;
            var value = height * Math.Exp(-z * z / 2);
            frames[i * leads] += (float)value;
            if (leads == 2) frames[i * leads + 1] += (float)(second * value);
        }
    }
}
