using System.Runtime.InteropServices;
using System.Text.Json;
using EcgStream.Inference.ModelSets;
using EcgStream.Inference.Tests.Made;

namespace EcgStream.Inference.Tests.ModelSets;

/// <summary>The files in the repository against what PyTorch said before they were exported.</summary>
public sealed class ShippedModelsTests
{
    private const float Tolerance = 1e-5f;

    [Fact]
    public void Scores_AllTrainBeats_EqualPyTorchs()
    {
        var reference = Path.Combine(TrainBeats.RepositoryRoot, "training/reference");
        Assert.True(File.Exists(Path.Combine(reference, "train-outputs.bin")), "training/reference/train-outputs.bin is missing: python3 -m training writes it.");
        using var about = JsonDocument.Parse(File.ReadAllText(Path.Combine(reference, "train-outputs.json")));
        var expected = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Path.Combine(reference, "train-outputs.bin"))).ToArray();
        var (beats, classes) = TrainBeats.Read();
        using var set = ModelSet.Load(Folder);

        Assert.Equal(about.RootElement.GetProperty("models").GetString(), set.Manifest.Version);
        Assert.Equal(classes.Length, about.RootElement.GetProperty("rows").GetInt32());
        Assert.Equal(classes.Length * ModelSet.ScoreCount, expected.Length);
        AssertClose(expected, set.Scores(beats));
        foreach (var (name, place) in new[] { ("dnn", 0), ("lstm", 5), ("cnn", 10) })
            AssertClose(Columns(expected, place, 5), set.Run(name, beats).Probabilities);
        AssertClose(Columns(expected, 15, 1), set.Run("autoencoder", beats).Errors);
    }

    [Fact]
    public void Scores_AnyBatchSize_AreTheSame()
    {
        var (beats, _) = TrainBeats.Read();
        using var set = ModelSet.Load(Folder);
        var all = set.Scores(beats.AsSpan(0, 64 * 140));
        foreach (var size in new[] { 1, 7, 32 })
            for (var first = 0; first + size <= 64; first += size)
                AssertClose(all[(first * 16)..((first + size) * 16)], set.Scores(beats.AsSpan(first * 140, size * 140)));
    }

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "models");

    private static float[] Columns(float[] scores, int first, int width) =>
        [.. Enumerable.Range(0, scores.Length / 16).SelectMany(row => scores[(row * 16 + first)..(row * 16 + first + width)])];

    private static void AssertClose(float[] expected, float[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - found[i]) <= Tolerance, $"value {i}: {found[i]}, not {expected[i]}");
    }
}
