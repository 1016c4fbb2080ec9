using EcgStream.Evaluation.Ec57;
using EcgStream.Signal.Beats;

namespace EcgStream.Evaluation.MitBih;

/// <summary>
/// Noise stress test by the definitions of WFDB's nst (Moody, Muldrow and Mark, Computers in Cardiology 11:381, 1984; WFDB
/// Applications Guide, nst(1) and sigamp(1)). Noise is added to every lead from 5:00 on, two minutes with and two without by
/// turns. Signal power is the squared mean peak-to-peak amplitude of the QRS complexes divided by 8; noise power is the
/// square of the mean of the noise's RMS over seconds. Both means leave out the least and the greatest 5 %.
/// </summary>
public static class NoiseStress
{
    /// <summary>When noise begins, in seconds.</summary>
    public const int FirstSeconds = 300;

    /// <summary>How long noise lasts, and how long it then pauses, in seconds.</summary>
    public const int PeriodSeconds = 120;

    private const int Beats = 300;
    private const int NoiseSeconds = 300;
    private const double QrsHalfSeconds = 0.05;

    /// <summary>Adds noise to a record.</summary>
    /// <param name="clean">The record, with its reference annotations.</param>
    /// <param name="noise">The noise record; its leads are used by turns, and it repeats where it is shorter.</param>
    /// <param name="snrDb">Signal-to-noise ratio while there is noise, in dB.</param>
    /// <exception cref="ArgumentException">The rates differ, or there are no beats or no noise to measure.</exception>
    public static EcgRecord Add(EcgRecord clean, EcgRecord noise, double snrDb)
    {
        if (clean.SampleRateHz != noise.SampleRateHz)
            throw new ArgumentException($"{noise.Name} has {noise.SampleRateHz} Hz and {clean.Name} {clean.SampleRateHz} Hz; both must be equal.");
        var samples = (int[])clean.AdcUnits.Clone();
        for (var lead = 0; lead < clean.LeadCount; lead++)
        {
            var from = lead % noise.LeadCount;
            Mix(samples, lead, clean, noise, from, Gain(clean, lead, noise, from, snrDb));
        }
        return clean.With(samples);
    }

    /// <summary>Factor for the noise: SNR = 10·log(S ÷ (N·gain²)).</summary>
    internal static double Gain(EcgRecord clean, int lead, EcgRecord noise, int noiseLead, double snrDb)
    {
        var amplitude = QrsAmplitude(clean, lead);
        var rms = NoiseRms(noise, noiseLead);
        if (rms == 0) throw new ArgumentException($"Lead {noiseLead + 1} of {noise.Name} holds no noise.");
        return Math.Sqrt(amplitude * amplitude / 8 / Math.Pow(10, snrDb / 10)) / rms;
    }

    /// <summary>Mean peak-to-peak amplitude of the first 300 normal QRS complexes, in ADC units, 50 ms to either side of the R peak.</summary>
    internal static double QrsAmplitude(EcgRecord record, int lead)
    {
        var half = (int)Math.Round(QrsHalfSeconds * record.SampleRateHz);
        var values = new List<double>(Beats);
        foreach (var beat in record.Reference().Beats)
        {
            if (values.Count == Beats) break;
            if (beat.Group != AamiGroup.N || beat.Sample < half || beat.Sample + half >= record.SampleCount) continue;
            var (low, high) = (int.MaxValue, int.MinValue);
            for (var at = beat.Sample - half; at <= beat.Sample + half; at++)
            {
                var value = record.AdcUnits[at * record.LeadCount + lead];
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
            }
            values.Add(high - low);
        }
        return values.Count == 0 ? throw new ArgumentException($"{record.Name} has no normal beats to measure.") : TrimmedMean(values);
    }

    /// <summary>Mean RMS of the noise about its mean in each of the first 300 seconds, in ADC units.</summary>
    internal static double NoiseRms(EcgRecord noise, int lead)
    {
        var length = (int)Math.Round(noise.SampleRateHz);
        var values = new List<double>(NoiseSeconds);
        for (var second = 0; second < NoiseSeconds && (second + 1L) * length <= noise.SampleCount; second++)
        {
            var (sum, squares) = (0.0, 0.0);
            for (var i = 0; i < length; i++)
            {
                double value = noise.AdcUnits[(second * length + i) * noise.LeadCount + lead];
                sum += value;
                squares += value * value;
            }
            values.Add(Math.Sqrt(Math.Max(0, squares / length - sum / length * (sum / length))));
        }
        return values.Count == 0 ? throw new ArgumentException($"{noise.Name} is shorter than a second.") : TrimmedMean(values);
    }

    private static double TrimmedMean(List<double> values)
    {
        values.Sort();
        var cut = values.Count / 20;
        return values.Skip(cut).Take(values.Count - 2 * cut).Average();
    }

    private static void Mix(int[] samples, int lead, EcgRecord clean, EcgRecord noise, int noiseLead, double gain)
    {
        var first = (long)(FirstSeconds * clean.SampleRateHz);
        var period = (long)(PeriodSeconds * clean.SampleRateHz);
        var (factor, offset) = (0.0, 0.0);
        for (var at = first; at < clean.SampleCount; at++)
        {
            double value = noise.AdcUnits[at % noise.SampleCount * noise.LeadCount + noiseLead];
            if ((at - first) % period == 0)
            {
                var next = (at - first) / period % 2 == 0 ? gain : 0;
                offset += (factor - next) * value; // no step where noise begins or ends
                factor = next;
            }
            ref var sample = ref samples[at * clean.LeadCount + lead];
            sample = (int)Math.Round(sample + factor * value + offset);
        }
    }
}
