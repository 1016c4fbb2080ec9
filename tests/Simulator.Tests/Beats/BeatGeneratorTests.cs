using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using EcgStream.Signal.Beats;
using EcgStream.Simulator.Beats;

namespace EcgStream.Simulator.Tests.Beats;

public sealed class BeatGeneratorTests
{
    [Fact]
    public void Shape_CheckInTheFile_GivesTheFilesBeat()
    {
        using var stream = typeof(BeatGenerator).Assembly.GetManifestResourceStream("generator/beats.json")!;
        var check = JsonDocument.Parse(stream).RootElement.GetProperty("check");

        var beat = BeatGenerator.Embedded().Shape(
            (BeatClass)(check.GetProperty("class").GetInt32() + 1), check.GetProperty("component").GetInt32(),
            Halves(check.GetProperty("z")), Halves(check.GetProperty("w")));

        var expected = check.GetProperty("beat").EnumerateArray().Select(value => value.GetSingle()).ToArray();
        Assert.Equal(expected.Length, beat.Length);
        Assert.All(expected.Zip(beat), pair => Assert.Equal(pair.First, pair.Second, tolerance: 2e-4f));
    }

    [Fact]
    public void Pool_EveryClass_HoldsZNormalisedBeatsThatDiffer()
    {
        var pool = BeatGenerator.Embedded().Pool(beatsPerClass: 20, seed: 3);
        foreach (var beatClass in BeatClassNames.All)
        {
            var beat = pool.Draw(beatClass, 0);
            Assert.Equal(BeatFrame.SampleCount, beat.Length);
            Assert.Equal(0, beat.Average(), tolerance: 1e-4);
            Assert.Equal(1, Math.Sqrt(beat.Sum(x => (double)x * x) / (beat.Length - 1)), tolerance: 1e-4);
            Assert.NotEqual(beat, pool.Draw(beatClass, 1));
        }
    }

    [Fact]
    public void Figures_OfTheEmbeddedFile_AreBetweenChanceAndCertainty()
    {
        var figures = BeatGenerator.Embedded().Figures;
        foreach (var scores in new[] { figures.HeldOut, figures.WholeTrain })
        {
            Assert.InRange(scores.NearestNeighbour, 0.5, 1);
            Assert.InRange(scores.RandomForest, 0.5, 1);
        }
        Assert.Contains($"random forest {figures.HeldOut.RandomForest.ToString("0.000", CultureInfo.InvariantCulture)}", figures.ToString());
    }

    private static double[] Halves(JsonElement base64) =>
        [.. MemoryMarshal.Cast<byte, Half>(base64.GetBytesFromBase64()).ToArray().Select(half => (double)half)];
}
