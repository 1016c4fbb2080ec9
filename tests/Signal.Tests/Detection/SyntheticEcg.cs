namespace EcgStream.Signal.Tests.Detection;

/// <summary>
/// An ECG as a sum of Gaussians, one for each of P, Q, R, S and T (after McSharry et al., IEEE Trans Biomed Eng 50, 2003), with known
/// R peaks. The same seed gives the same signal.
/// </summary>
internal sealed class SyntheticEcg
{
    private SyntheticEcg(double rateHz, int leads, float[] frames, long[] peaks) =>
        (RateHz, Leads, Frames, Peaks) = (rateHz, leads, frames, peaks);

    public double RateHz { get; }

    public int Leads { get; }

    /// <summary>float[n × leads], mV.</summary>
    public float[] Frames { get; }

    /// <summary>R peaks, samples.</summary>
    public long[] Peaks { get; }

    public SignalFormat Format => FormatOf(RateHz, Leads);

    public static SignalFormat FormatOf(double rateHz, int leads) =>
        new(rateHz, [.. Enumerable.Range(0, leads).Select(static i => $"L{i}")]);

    /// <param name="noiseMv">Standard deviation of white noise on every lead.</param>
    /// <param name="ectopicEvery">Every n-th beat is wide, early and without a P wave; 0 for none.</param>
    public static SyntheticEcg Create(
        double rateHz, int leads, double seconds, int seed, double beatsPerMinute = 72, double noiseMv = 0.01, int ectopicEvery = 0)
    {
        var random = new Random(seed);
        var count = (int)(seconds * rateHz);
        var frames = new float[count * leads];
        var gains = new double[leads];
        for (var lead = 0; lead < leads; lead++) gains[lead] = (lead % 2 == 0 ? 1 : -0.7) * (0.8 + 0.4 * random.NextDouble());
        var peaks = new List<long>();
        var rr = 60 / beatsPerMinute;
        for (var (time, beat) = (0.6, 0); time < seconds - 0.5; beat++)
        {
            var ectopic = ectopicEvery > 0 && beat % ectopicEvery == ectopicEvery - 1;
            AddBeat(frames, gains, rateHz, time, ectopic);
            peaks.Add((long)Math.Round(time * rateHz));
            var nextIsEctopic = ectopicEvery > 0 && (beat + 1) % ectopicEvery == ectopicEvery - 1;
            time += rr * (nextIsEctopic ? 0.65 : ectopic ? 1.35 : 1) * (1 + 0.06 * (random.NextDouble() - 0.5));
        }

        for (var i = 0; i < frames.Length; i++)
            frames[i] += (float)(noiseMv * Gaussian(random) + 0.15 * Math.Sin(2 * Math.PI * 0.25 * (i / leads) / rateHz));
        return new SyntheticEcg(rateHz, leads, frames, [.. peaks]);
    }

    /// <summary>White noise.</summary>
    /// <returns>float[n × leads], mV.</returns>
    public static float[] Noise(int frames, int leads, double standardDeviationMv, int seed)
    {
        var random = new Random(seed);
        var noise = new float[frames * leads];
        for (var i = 0; i < noise.Length; i++) noise[i] = (float)(standardDeviationMv * Gaussian(random));
        return noise;
    }

    private static void AddBeat(float[] frames, double[] gains, double rateHz, double time, bool ectopic)
    {
        ReadOnlySpan<(double At, double Width, double Height)> waves = ectopic
            ? [(0, 0.035, 1.5), (0.08, 0.03, -0.5), (0.30, 0.06, -0.4)]
            : [(-0.17, 0.025, 0.12), (-0.028, 0.009, -0.1), (0, 0.011, 1.1), (0.03, 0.010, -0.25), (0.28, 0.045, 0.25)];
        var (first, last) = ((int)((time - 0.4) * rateHz), (int)((time + 0.6) * rateHz));
        for (var i = Math.Max(0, first); i <= last && i < frames.Length / gains.Length; i++)
        {
            double value = 0;
            foreach (var (at, width, height) in waves)
            {
                var z = (i / rateHz - time - at) / width;
                value += height * Math.Exp(-0.5 * z * z);
            }

            for (var lead = 0; lead < gains.Length; lead++) frames[i * gains.Length + lead] += (float)(gains[lead] * value);
        }
    }

    private static double Gaussian(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
