using EcgStream.Signal.Beats;
using EcgStream.Signal.Formats;

namespace EcgStream.Signal.Tests.Formats;

public sealed class Ecg5000Tests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("ecg5000-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("ECG5000_TRAIN.ts")]
    [InlineData("ECG5000_TEST.tsv")]
    public void Find_DataBelowADirectoryAbove_IsFound(string file)
    {
        var data = Put("a/data/ecg5000", file);
        Assert.Equal(data, Ecg5000Folder.Find(null, Folder("a/b/c"), null));
    }

    [Fact]
    public void Find_SharedBesideADirectoryAbove_IsFoundAfterData()
    {
        var shared = Put("shared/ecg5000", "ECG5000_TRAIN.txt");
        Assert.Equal(shared, Ecg5000Folder.Find(null, Folder("repository/src"), null));
        var data = Put("repository/data/ecg5000", "ECG5000_TRAIN.txt");
        Assert.Equal(data, Ecg5000Folder.Find(null, Folder("repository/src"), null));
    }

    [Fact]
    public void Find_PathThenVariable_GoFirst()
    {
        Put("data/ecg5000", "ECG5000_TRAIN.ts");
        var (given, named) = (Put("given", "ECG5000_TRAIN.arff"), Put("named", "ECG5000_TEST.csv"));
        Assert.Equal(given, Ecg5000Folder.Find(given, _root, named));
        Assert.Equal(named, Ecg5000Folder.Find(null, _root, named));
    }

    [Theory]
    [InlineData("nowhere", null)]
    [InlineData(null, "nowhere")]
    public void Find_NamedPlaceIsEmpty_ThrowsEvenIfOthersHaveData(string? path, string? variable)
    {
        Put("data/ecg5000", "ECG5000_TRAIN.ts");
        Assert.Throws<DirectoryNotFoundException>(() => Ecg5000Folder.Find(path, _root, variable));
    }

    [Fact]
    public void Find_Nothing_NamesTheFourPlaces()
    {
        var message = Assert.Throws<DirectoryNotFoundException>(() => Ecg5000Folder.Find(Folder("empty"), _root, null)).Message;
        foreach (var place in (string[])[Folder("empty"), "ECGSTREAM_DATA", "data/ecg5000", "../shared/ecg5000", _root]) Assert.Contains(place, message);
    }

    [Fact]
    public void Load_OfficialNames_ReadsTheSplitsThatAreThere()
    {
        var folder = Put("d", "ECG5000_TRAIN.tsv", $"1\t{FileText.Values(0, "\t")}\n2\t{FileText.Values(1, "\t")}\n");
        Put("d", "ECG5000_TEST.txt", $"3.0e+00 {FileText.Values(0, " ")}\n");

        var data = Ecg5000.Load(folder);
        Assert.Equal([BeatClass.Normal, BeatClass.ROnTPvc], data.Train.Select(b => b.Class));
        Assert.Equal([BeatClass.Pvc], data.Test.Select(b => b.Class));
        Assert.Empty(data.TestAbnormalUnknown);
        Assert.False(data.TestIsComplete);
    }

    [Fact]
    public void Load_BadRow_ThrowsWithItsPlace()
    {
        var folder = Put("d", "ECG5000_TRAIN.ts", $"{FileText.Values(0)}:8\n");
        Assert.Contains("ECG5000_TRAIN.ts:1:141: ", // file, line and column
            Assert.Throws<InvalidDataException>(() => Ecg5000.Load(folder)).Message);
    }

    [Fact]
    public void OfficialTestCounts_AddUp() => Assert.Equal(4500, Ecg5000.OfficialTestCounts.Sum());

    [Fact]
    public void Load_DataOfThisMachine_HoldsTheOfficialTrainSplit()
    {
        string folder;
        try
        {
            folder = Ecg5000Folder.Find(root: AppContext.BaseDirectory);
        }
        catch (DirectoryNotFoundException)
        {
            return; // the data are no part of the project; nothing to check on a machine without them
        }
        var data = Ecg5000.Load(folder);
        Assert.Equal([292, 177, 10, 19, 2], BeatClassNames.All.Select(c => data.Train.Count(b => b.Class == c)));
        Assert.Equal(-0.11252183f, data.Train[0].Samples[0]);
        Assert.True(data.TestIsComplete || data.Test.Count + data.TestAbnormalUnknown.Count == 4153);
        Assert.All(data.TestAbnormalUnknown, b => Assert.Equal(BeatClass.Unknown, b.Class));
    }

    private string Folder(string name) => Directory.CreateDirectory(Path.Combine(_root, name)).FullName;

    private string Put(string folder, string file, string text = "")
    {
        File.WriteAllText(Path.Combine(Folder(folder), file), text);
        return Folder(folder);
    }
}
