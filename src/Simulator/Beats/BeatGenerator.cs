using System.Runtime.InteropServices;
using System.Text.Json;
using EcgStream.Signal.Beats;

namespace EcgStream.Simulator.Beats;

/// <summary>
/// Makes beats where the data set is absent: per class a Gaussian mixture in a principal subspace of ECG5000's TRAIN
/// beats, fitted by training/generator.py. The recipe, step by step, stands in the embedded file itself.
/// </summary>
public sealed class BeatGenerator
{
    private readonly int _dimensions;
    private readonly double _smoothness;
    private readonly float[] _mean, _basis;
    private readonly ClassPart[] _parts;

    private BeatGenerator(GeneratorFile file)
    {
        (_dimensions, _smoothness) = (file.Dimensions, file.Smoothness);
        Figures = file.Figures;
        (_mean, _basis) = (Halves(file.Mean), Halves(file.Basis));
        _parts = [.. file.Classes.Select(part =>
            new ClassPart(Halves(part.Weights), Halves(part.Means), Halves(part.Factors), Halves(part.Residual)))];
    }

    /// <summary>How well its beats pass for real ones.</summary>
    public GeneratorFigures Figures { get; }

    /// <summary>The generator that the program carries.</summary>
    public static BeatGenerator Embedded()
    {
        using var stream = typeof(BeatGenerator).Assembly.GetManifestResourceStream("generator/beats.json")!;
        return new(JsonSerializer.Deserialize<GeneratorFile>(stream, JsonSerializerOptions.Web)!);
    }

    /// <summary>A pool of made beats, the same for the same seed.</summary>
    /// <param name="beatsPerClass">How many of each class.</param>
    public BeatPool Pool(int beatsPerClass, int seed)
    {
        var random = new Random(seed);
        return new BeatPool("synthetic beats (no data set)", BeatClassNames.All.ToDictionary(
            beatClass => beatClass,
            beatClass => Enumerable.Range(0, beatsPerClass).Select(_ => Next(beatClass, random)).ToArray()));
    }

    /// <summary>One beat: float[140], z-score units.</summary>
    public float[] Next(BeatClass beatClass, Random random)
    {
        var component = Choose(_parts[(int)beatClass - 1].Weights, random.NextDouble());
        var z = Enumerable.Range(0, _dimensions).Select(_ => Normal(random)).ToArray();
        var w = Enumerable.Range(0, BeatFrame.SampleCount).Select(_ => Normal(random)).ToArray();
        return Shape(beatClass, component, z, w);
    }

    /// <summary>The beat for given standard normal numbers.</summary>
    /// <param name="z">One for each dimension.</param>
    /// <param name="w">double[140], of the residual.</param>
    public float[] Shape(BeatClass beatClass, int component, ReadOnlySpan<double> z, ReadOnlySpan<double> w)
    {
        var part = _parts[(int)beatClass - 1];
        var samples = new double[BeatFrame.SampleCount];
        for (var t = 0; t < samples.Length; t++) samples[t] = _mean[t];

        var factor = part.Factors.AsSpan(component * _dimensions * (_dimensions + 1) / 2);
        for (var i = 0; i < _dimensions; i++)
        {
            double u = part.Means[component * _dimensions + i];
            for (var j = 0; j <= i; j++) u += factor[i * (i + 1) / 2 + j] * z[j];
            for (var t = 0; t < samples.Length; t++) samples[t] += u * _basis[i * samples.Length + t];
        }

        var noise = w[0];
        for (var t = 0; t < samples.Length; t++)
        {
            if (t > 0) noise = _smoothness * noise + Math.Sqrt(1 - _smoothness * _smoothness) * w[t];
            samples[t] += part.Residual[t] * noise;
        }

        var centre = samples.Average();
        var deviation = Math.Sqrt(samples.Sum(x => (x - centre) * (x - centre)) / (samples.Length - 1));
        return [.. samples.Select(x => (float)((x - centre) / deviation))];
    }

    private static int Choose(float[] weights, double share)
    {
        var k = 0;
        while (k < weights.Length - 1 && (share -= weights[k]) > 0) k++;
        return k;
    }

    // Box and Muller, Ann. Math. Statist. 29 (1958); the sine's partner is not worth keeping here.
    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static float[] Halves(string base64) =>
        [.. MemoryMarshal.Cast<byte, Half>(Convert.FromBase64String(base64)).ToArray().Select(half => (float)half)];

    private sealed record ClassPart(float[] Weights, float[] Means, float[] Factors, float[] Residual);
}
