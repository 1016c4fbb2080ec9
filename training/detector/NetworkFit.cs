using EcgStream.Signal.Detection;

namespace EcgStream.DetectorFit;

/// <summary>
/// Fits the discriminant: one hidden layer of rectified units, cross-entropy, AdamW (Loshchilov and Hutter, ICLR 2019) with warm-up and
/// cosine decay. Single-threaded, so the same samples and seed give the same weights.
/// </summary>
internal static class NetworkFit
{
    private const int Features = CandidateFeatures.Count;
    private const int Batch = 256;
    private const double WeightDecay = 0.02;
    private const double LearningRate = 4e-3;

    /// <summary>A hand-made network to begin with: high and steep peaks are beats, slow ones soon after a beat are T waves.</summary>
    public static float[] Start()
    {
        var weights = new float[2 * (Features + 2) + 1];
        weights[CandidateFeatures.Height] = 1;
        weights[Features + CandidateFeatures.TWave] = 1;
        weights[Features + CandidateFeatures.Slope] = -1;
        ReadOnlySpan<float> rest = [3, -0.5f, 4, -6, -8.4f];
        rest.CopyTo(weights.AsSpan(2 * Features));
        return weights;
    }

    /// <summary>Several networks as one: the mean of their outputs.</summary>
    public static float[] Merge(IReadOnlyList<float[]> networks)
    {
        var hidden = (networks[0].Length - 1) / (Features + 2);
        var all = hidden * networks.Count;
        var weights = new float[all * (Features + 2) + 1];
        for (var n = 0; n < networks.Count; n++)
        {
            var network = networks[n];
            Array.Copy(network, 0, weights, n * hidden * Features, hidden * Features);
            Array.Copy(network, hidden * Features, weights, all * Features + n * hidden, hidden);
            for (var unit = 0; unit < hidden; unit++)
                weights[all * (Features + 1) + n * hidden + unit] = network[hidden * (Features + 1) + unit] / networks.Count;
            weights[^1] += network[^1] / networks.Count;
        }

        return weights;
    }

    /// <summary>Fits one network; the features' mean and deviation are folded into its first layer.</summary>
    public static float[] Fit(IReadOnlyList<FitSample> samples, int hidden, int epochs, int seed)
    {
        var random = new Random(seed);
        var (mean, deviation) = Moments(samples);
        var inputs = new float[samples.Count * Features];
        for (var n = 0; n < samples.Count; n++)
            for (var i = 0; i < Features; i++) inputs[n * Features + i] = (samples[n].Features[i] - mean[i]) / deviation[i];

        var weights = new float[hidden * (Features + 2) + 1];
        for (var i = 0; i < hidden * Features; i++) weights[i] = (float)((2 * random.NextDouble() - 1) * Math.Sqrt(3.0 / Features));
        for (var unit = 0; unit < hidden; unit++)
        {
            weights[hidden * Features + unit] = (float)(0.2 * random.NextDouble());
            weights[hidden * (Features + 1) + unit] = (float)((2 * random.NextDouble() - 1) * Math.Sqrt(3.0 / hidden));
        }

        var order = Enumerable.Range(0, samples.Count).ToArray();
        var adam = new AdamW(weights, (long)epochs * ((samples.Count + Batch - 1) / Batch));
        var gradient = new float[weights.Length];
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            random.Shuffle(order);
            for (var first = 0; first < order.Length; first += Batch)
            {
                var batch = order.AsSpan(first, Math.Min(Batch, order.Length - first));
                Array.Clear(gradient);
                foreach (var n in batch) AddGradient(weights, gradient, inputs.AsSpan(n * Features, Features), samples[n], hidden);
                adam.Step(gradient, batch.Length);
            }
        }

        for (var unit = 0; unit < hidden; unit++)
        {
            double bias = weights[hidden * Features + unit];
            for (var i = 0; i < Features; i++)
            {
                bias -= (double)weights[unit * Features + i] * mean[i] / deviation[i];
                weights[unit * Features + i] /= deviation[i];
            }

            weights[hidden * Features + unit] = (float)bias;
        }

        return weights;
    }

    private static (float[] Mean, float[] Deviation) Moments(IReadOnlyList<FitSample> samples)
    {
        var (mean, deviation) = (new float[Features], new float[Features]);
        for (var i = 0; i < Features; i++)
        {
            double sum = 0, squares = 0;
            foreach (var sample in samples)
            {
                sum += sample.Features[i];
                squares += sample.Features[i] * sample.Features[i];
            }

            mean[i] = (float)(sum / samples.Count);
            deviation[i] = (float)Math.Sqrt(Math.Max(squares / samples.Count - sum / samples.Count * (sum / samples.Count), 1e-3));
        }

        return (mean, deviation);
    }

    private static void AddGradient(float[] weights, float[] gradient, ReadOnlySpan<float> input, FitSample sample, int hidden)
    {
        Span<float> active = stackalloc float[hidden];
        var output = weights[^1];
        for (var unit = 0; unit < hidden; unit++)
        {
            var row = weights.AsSpan(unit * Features, Features);
            var sum = weights[hidden * Features + unit];
            for (var i = 0; i < row.Length; i++) sum += row[i] * input[i];
            active[unit] = Math.Max(0, sum);
            output += weights[hidden * (Features + 1) + unit] * active[unit];
        }

        var error = (1 / (1 + MathF.Exp(-output)) - (sample.IsBeat ? 1 : 0)) * sample.Weight;
        gradient[^1] += error;
        for (var unit = 0; unit < hidden; unit++)
        {
            if (active[unit] == 0) continue;
            gradient[hidden * (Features + 1) + unit] += error * active[unit];
            var back = error * weights[hidden * (Features + 1) + unit];
            gradient[hidden * Features + unit] += back;
            var row = gradient.AsSpan(unit * Features, Features);
            for (var i = 0; i < row.Length; i++) row[i] += back * input[i];
        }
    }

    private sealed class AdamW(float[] weights, long steps)
    {
        private readonly float[] _first = new float[weights.Length];
        private readonly float[] _second = new float[weights.Length];
        private long _step;

        public void Step(float[] gradient, int count)
        {
            _step++;
            var rate = LearningRate * Math.Min(1, _step / 200.0) * (0.5 + 0.5 * Math.Cos(Math.PI * _step / steps));
            var (firstScale, secondScale) = (1 - Math.Pow(0.9, _step), 1 - Math.Pow(0.999, _step));
            for (var i = 0; i < weights.Length; i++)
            {
                var slope = gradient[i] / count;
                _first[i] = 0.9f * _first[i] + 0.1f * slope;
                _second[i] = 0.999f * _second[i] + 0.001f * slope * slope;
                var decay = i < weights.Length - 1 ? rate * WeightDecay * weights[i] : 0;
                weights[i] -= (float)(rate * (_first[i] / firstScale) / (Math.Sqrt(_second[i] / secondScale) + 1e-8) + decay);
            }
        }
    }
}
