using EcgStream.Evaluation.MitBih;
using EcgStream.Signal;

namespace EcgStream.DetectorFit;

/// <summary>
/// Three rounds: the detector runs with the weights so far over the records and their variants, and the next weights are fitted to all
/// candidates seen. The last weights are the mean of four networks, each on a random 60 % of the candidates.
/// </summary>
internal sealed class DetectorFitting(IReadOnlyList<FitRecord> records, EcgRecord noise, int threads)
{
    private const int Hidden = 8;
    private const int Networks = 4;
    private const int Seed = 1;

    private static readonly SignalFormat Two = new(360, ["1", "2"], 5);
    private static readonly SignalFormat One = new(360, ["1"], 5);
    private static readonly SignalFormat Fast = new(600, ["1", "2"], 5); // the same samples as if taken in less time …
    private static readonly SignalFormat Slow = new(260, ["1", "2"], 5); // … or in more: rates that DS1 does not hold

    /// <summary>Fits the weights.</summary>
    public float[] Run(Action<string> report)
    {
        var weights = NetworkFit.Start();
        var samples = new List<FitSample>();
        for (var round = 0; round < 3; round++)
        {
            var found = new List<FitSample>[records.Count];
            var (now, current) = (round, weights);
            Parallel.For(0, records.Count, new ParallelOptions { MaxDegreeOfParallelism = threads }, i => found[i] = Variants(now, i, current));
            foreach (var list in found) samples.AddRange(list);
            if (round > 0) samples.AddRange(Nothing(round, weights));
            report($"Round {round + 1}: {samples.Count} candidates.");
            weights = round < 2
                ? NetworkFit.Fit(samples, Hidden, epochs: 3, Seed + round)
                : NetworkFit.Merge([.. Enumerable.Range(0, Networks).Select(n => NetworkFit.Fit(Some(samples, n), Hidden, epochs: 6, Seed + round + 10 * n))]);
        }

        return weights;
    }

    private List<FitSample> Variants(int round, int number, float[] weights)
    {
        var record = records[number];
        var samples = Collect(record.Frames, Two, 1, 0);
        if (round == 0) return samples;
        // Evaluations add noise to 118 and 119: they are not fitted with it.
        if (record.Name is not ("118" or "119"))
            samples.AddRange(Collect(FitSignals.WithNoise(record, noise, round == 1 ? 6 : 9, 200_000 + 1_000 * number), Two, 0.3f, 100));
        samples.AddRange(Collect(FitSignals.Lead(record.Frames, 0), One, 0.3f, 200));
        samples.AddRange(Collect(FitSignals.Lead(record.Frames, 1), One, 0.1f, 300));
        samples.AddRange(Collect(record.Frames, (number + round) % 2 == 0 ? Fast : Slow, 0.3f, 500));
        if (round == 2) samples.AddRange(Collect(FitSignals.WithLeadsLost(record.Frames, number), Two, 0.2f, 400));
        return samples;

        List<FitSample> Collect(float[] frames, SignalFormat format, float weight, int seed) =>
            FitSample.Collect(record, frames, format, weights, weight, Seed + number + seed);
    }

    private List<FitSample> Nothing(int round, float[] weights)
    {
        var muscle = Array.ConvertAll(noise.Millivolts, static value => 5 * value);
        var white = FitSignals.Noise(500_000, 0.1, 0, round);
        var red = FitSignals.Noise(400_000, 0.02, 0.9, round + 9);
        return
        [
            .. FitSample.Collect(FitRecord.Nothing("ma", muscle), muscle, Two, weights, 0.5f, 1),
            .. FitSample.Collect(FitRecord.Nothing("white", white), white, Two, weights, 0.5f, 2),
            .. FitSample.Collect(FitRecord.Nothing("white", white), FitSignals.Lead(white, 0), One, weights, 0.3f, 3),
            .. FitSample.Collect(FitRecord.Nothing("red", red), red, Two, weights, 0.3f, 4),
        ];
    }

    private static List<FitSample> Some(List<FitSample> samples, int seed)
    {
        var random = new Random(seed);
        return samples.FindAll(_ => random.NextDouble() < 0.6);
    }
}
