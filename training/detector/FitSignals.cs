using EcgStream.Evaluation.MitBih;

namespace EcgStream.DetectorFit;

/// <summary>Variants of a signal that the discriminant has to cope with, all made from seeds.</summary>
internal static class FitSignals
{
    private const int RateHz = 360;

    /// <summary>
    /// The record with muscle artifact from 5:00 on, two minutes with and two without by turns. The noise starts elsewhere than in an
    /// evaluation; 118 and 119, which evaluations add noise to, are left alone by the caller.
    /// </summary>
    public static float[] WithNoise(FitRecord record, EcgRecord noise, double snrDb, int noiseOffset)
    {
        var frames = (float[])record.Frames.Clone();
        for (var lead = 0; lead < 2; lead++)
        {
            double amplitudes = 0;
            var counted = 0;
            foreach (var beat in record.Beats)
            {
                if (beat < 18 || beat + 18 >= frames.Length / 2) continue;
                var (low, high) = (float.MaxValue, float.MinValue);
                for (var i = beat - 18; i <= beat + 18; i++)
                    (low, high) = (Math.Min(low, frames[2 * i + lead]), Math.Max(high, frames[2 * i + lead]));
                amplitudes += high - low;
                counted++;
            }

            var amplitude = amplitudes / counted;
            var gain = (float)Math.Sqrt(amplitude * amplitude / 8 / (MeanPower(noise, lead) * Math.Pow(10, snrDb / 10)));
            for (var i = 300 * RateHz; i < frames.Length / 2; i++)
                if ((i - 300 * RateHz) / (120 * RateHz) % 2 == 0)
                    frames[2 * i + lead] += gain * noise.Millivolts[(i + noiseOffset) % noise.SampleCount * 2 + lead];
        }

        return frames;
    }

    /// <summary>One of the two leads.</summary>
    public static float[] Lead(float[] frames, int lead)
    {
        var one = new float[frames.Length / 2];
        for (var i = 0; i < one.Length; i++) one[i] = frames[2 * i + lead];
        return one;
    }

    /// <summary>One lead or the other at the rail for 5 to 60 s by turns with as much of both.</summary>
    public static float[] WithLeadsLost(float[] frames, int seed)
    {
        var (lost, random) = ((float[])frames.Clone(), new Random(seed));
        for (var start = 10 * RateHz; start < lost.Length / 2;)
        {
            var end = Math.Min(lost.Length / 2, start + RateHz * random.Next(5, 60));
            var lead = random.Next(2);
            for (var i = start; i < end; i++) lost[2 * i + lead] = -5;
            start = end + RateHz * random.Next(5, 60);
        }

        return lost;
    }

    /// <summary>Gaussian noise on two leads, each sample plus <paramref name="pole"/> times the one before.</summary>
    public static float[] Noise(int frames, double standardDeviationMv, double pole, int seed)
    {
        var (noise, random) = (new float[2 * frames], new Random(seed));
        for (var i = 0; i < noise.Length; i++)
        {
            var gaussian = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            noise[i] = (float)(standardDeviationMv * gaussian + (i < 2 ? 0 : pole * noise[i - 2]));
        }

        return noise;
    }

    private static double MeanPower(EcgRecord noise, int lead)
    {
        double power = 0;
        var seconds = (int)(noise.SampleCount / RateHz);
        for (var second = 0; second < seconds; second++)
        {
            double sum = 0, squares = 0;
            for (var i = second * RateHz; i < (second + 1) * RateHz; i++)
            {
                double value = noise.Millivolts[2 * i + lead];
                sum += value;
                squares += value * value;
            }

            power += squares / RateHz - sum / RateHz * (sum / RateHz);
        }

        return power / seconds;
    }
}
