using EcgStream.Signal;
using EcgStream.Signal.Conditioning;
using EcgStream.Signal.Detection;
using static EcgStream.Signal.Detection.CandidateFeatures;

namespace EcgStream.DetectorFit;

/// <summary>A candidate that the detector came upon, and whether it was a beat.</summary>
/// <param name="Features">float[<see cref="CandidateFeatures.Count"/>].</param>
internal readonly record struct FitSample(float[] Features, bool IsBeat, float Weight)
{
    private const float EasyBelow = -1.8f; // log height under which a peak is hardly ever a beat
    private const double EasyKept = 0.25;

    /// <summary>Runs the detector with the weights so far and labels the candidates that it judges.</summary>
    public static List<FitSample> Collect(FitRecord record, float[] frames, SignalFormat format, float[] weights, float weight, int seed)
    {
        var candidates = new List<(long Sample, float Height, float[] Features)>();
        var detector = new EcgDetector(format, false, new CandidateScorer(weights));
        detector.Finder.Observer = (candidate, features) =>
            candidates.Add((detector.Signal.InputSampleOf(candidate.Fiducial), candidate.Height, features));
        detector.Process(frames, []);
        var isBeat = Label(record, candidates);
        var (samples, random) = (new List<FitSample>(2 * candidates.Count), new Random(seed));
        for (var i = 0; i < candidates.Count; i++)
        {
            var (sample, _, features) = candidates[i];
            if (record.Flutter.Any(span => sample >= span.First - 200 && sample <= span.End + 200)) continue;
            var share = weight;
            if (!isBeat[i] && features[Height] < EasyBelow)
            {
                if (random.NextDouble() > EasyKept) continue;
                share /= (float)EasyKept;
            }

            var retimed = features[Seconds] > 0.36f;
            samples.Add(new FitSample(features, isBeat[i], retimed ? 0.6f * share : share));
            if (retimed) samples.Add(new FitSample(Retimed(features, random), isBeat[i], 0.4f * share));
        }

        return samples;
    }

    /// <summary>The best candidate within 150 ms of each reference beat: high and near.</summary>
    private static bool[] Label(FitRecord record, List<(long Sample, float Height, float[] Features)> candidates)
    {
        const int window = 54;
        var isBeat = new bool[candidates.Count];
        var from = 0;
        foreach (var beat in record.Beats)
        {
            while (from < candidates.Count && candidates[from].Sample < beat - 200) from++;
            var (best, value) = (-1, -1.0);
            for (var i = from; i < candidates.Count && candidates[i].Sample < beat + 60; i++)
            {
                var distance = Math.Abs(candidates[i].Sample - beat);
                if (distance <= window && candidates[i].Height * (1 - distance / 80.0) is var worth && worth > value) (best, value) = (i, worth);
            }

            if (best >= 0) isBeat[best] = true;
        }

        return isBeat;
    }

    /// <summary>The same candidate in an irregular rhythm: few records of DS1 hold atrial fibrillation.</summary>
    private static float[] Retimed(float[] features, Random random)
    {
        var changed = (float[])features.Clone();
        var rr = 0.8 * Math.Exp(changed[Rate]);
        var intervals = Math.Max(Math.Exp(-0.7 + 1.5 * random.NextDouble()), 0.37 / rr);
        var lateness = Math.Log(intervals) / 0.12;
        changed[Intervals] = (float)Math.Min(3, intervals);
        changed[Seconds] = (float)Math.Min(2, intervals * rr);
        changed[OnTime] = (float)(1 / (1 + lateness * lateness));
        changed[Irregularity] = (float)(0.3 + random.NextDouble());
        return changed;
    }
}
