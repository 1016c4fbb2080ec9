using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using EcgStream.Inference.Judging;
using EcgStream.Inference.ModelSets;
using EcgStream.Inference.Tests.Made;
using EcgStream.Signal.Beats;
using EcgStream.Signal.Features;

namespace EcgStream.Inference.Tests.ModelSets;

/// <summary>The shipped set for continuous ECG against what PyTorch said before it was exported, on made-up inputs.</summary>
public sealed class ShippedMitdbTests
{
    private const float Tolerance = 1e-5f;

    [Fact]
    public void Scores_ReferenceInputs_EqualPyTorchs()
    {
        using var about = JsonDocument.Parse(File.ReadAllText(Path.Combine(Reference, "mitdb-outputs.json")));
        var expected = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Path.Combine(Reference, "mitdb-outputs.bin"))).ToArray();
        var beats = Inputs();
        using var set = ModelSet.Load(GroupJudge.ShippedFolder, JudgedSignal.MitBih);

        Assert.Equal(about.RootElement.GetProperty("models").GetString(), set.Manifest.Version);
        Assert.Equal(expected.Length / ModelSet.ScoreCount * BeatInput.Length, beats.Length);
        AssertClose(expected, set.Scores(beats));
        foreach (var (name, place) in new[] { ("dnn", 0), ("lstm", 5), ("cnn", 10) })
            AssertClose(Columns(expected, place, 5), set.Run(name, beats).Probabilities);
        AssertClose(Columns(expected, 15, 1), set.Run("autoencoder", beats).Errors);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(32)]
    public void Scores_AnyBatchSize_AreTheSame(int size)
    {
        var beats = Inputs();
        using var set = ModelSet.Load(GroupJudge.ShippedFolder, JudgedSignal.MitBih);
        var all = set.Scores(beats);
        for (var first = 0; first + size <= all.Length / 16; first += size)
            AssertClose(all[(first * 16)..((first + size) * 16)], set.Scores(beats.AsSpan(first * BeatInput.Length, size * BeatInput.Length)));
    }

    [Fact]
    public void Load_WithoutSignal_RefusesASetForContinuousEcg()
    {
        var e = Assert.Throws<ModelSetException>(() => ModelSet.Load(GroupJudge.ShippedFolder));
        Assert.Equal("manifest.json", e.File);
        using var made = new MadeModels();
        Assert.Equal("manifest.json", Assert.Throws<ModelSetException>(() => GroupJudge.Load(made.Folder)).File);
    }

    [Fact]
    public void Manifest_Shipped_NamesTheFeaturesOfThisProgram()
    {
        using var judge = GroupJudge.Load(GroupJudge.ShippedFolder);
        Assert.Equal(JudgedSignal.MitBih, judge.Manifest.Signal);
        Assert.Equal(BeatInput.ValueNames, judge.Manifest.Input!.Values);
        Assert.Equal("DS1", judge.Manifest.Data.Split);
    }

    [Fact]
    public void Load_FittedOnOtherFeatures_NamesTheKey()
    {
        var folder = Directory.CreateTempSubdirectory("ecgstream-");
        try
        {
            foreach (var file in Directory.EnumerateFiles(GroupJudge.ShippedFolder)) File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
            var path = Path.Combine(folder.FullName, "manifest.json");
            var manifest = JsonNode.Parse(File.ReadAllText(path))!;
            manifest["input"]!["values"]![0] = "RR / mean of 9";
            File.WriteAllText(path, manifest.ToJsonString());
            Assert.Contains("input.values", Assert.Throws<ModelSetException>(() => GroupJudge.Load(folder.FullName)).Reason);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Judge_TypicalBeats_NamesTheirGroups()
    {
        using var judge = GroupJudge.Load(GroupJudge.ShippedFolder);
        var verdicts = new GroupVerdict[600];
        judge.Judge(MadeBeats.Inputs(verdicts.Length, out var groups), verdicts);
        for (var i = 20; i < verdicts.Length; i++)
        {
            Assert.True(groups[i] == verdicts[i].Group, $"beat {i}: {verdicts[i].Combined}, and not {groups[i]}");
            Assert.Equal(1, Sum(verdicts[i].Combined), 1e-5);
            Assert.Equal(judge.Manifest.Version, verdicts[i].ModelSet);
        }
    }

    [Fact]
    public void Judge_OneLead_NamesTheGroupsToo()
    {
        using var judge = GroupJudge.Load(GroupJudge.ShippedFolder);
        var verdicts = new GroupVerdict[600];
        judge.Judge(MadeBeats.Inputs(verdicts.Length, out var groups, leads: 1), verdicts);
        for (var i = 20; i < verdicts.Length; i++) Assert.True(groups[i] == verdicts[i].Group, $"beat {i}: {verdicts[i].Combined}, and not {groups[i]}");
    }

    [Fact]
    public void Judge_WrongLength_IsRefused()
    {
        using var judge = GroupJudge.Load(GroupJudge.ShippedFolder);
        Assert.Throws<ArgumentException>(() => judge.Judge(new float[BeatInput.Length + 1], new GroupVerdict[1]));
    }

    private static string Reference => Path.Combine(TrainBeats.RepositoryRoot, "training/reference");

    private static float Sum(GroupProbabilities p) => p.N + p.S + p.V + p.F + p.Q;

    private static float[] Inputs() =>
        [.. MemoryMarshal.Cast<byte, short>(File.ReadAllBytes(Path.Combine(Reference, "mitdb-inputs.bin"))).ToArray().Select(v => v / 256f)];

    private static float[] Columns(float[] scores, int first, int width) =>
        [.. Enumerable.Range(0, scores.Length / 16).SelectMany(row => scores[(row * 16 + first)..(row * 16 + first + width)])];

    private static void AssertClose(float[] expected, float[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - found[i]) <= Tolerance, $"value {i}: {found[i]}, not {expected[i]}");
    }
}
