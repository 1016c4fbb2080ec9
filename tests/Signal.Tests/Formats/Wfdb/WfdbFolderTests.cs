using EcgStream.Signal.Formats.Wfdb;

namespace EcgStream.Signal.Tests.Formats.Wfdb;

public sealed class WfdbFolderTests : IDisposable
{
    private readonly RecordFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Find_PlacesInTheirOrder_AreFound()
    {
        var shared = Put("shared/mitdb");
        Assert.Equal(shared, WfdbFolder.Find("mitdb", null, Folder("repository/src"), null));
        var data = Put("repository/data/mitdb");
        Assert.Equal(data, WfdbFolder.Find("mitdb", null, Folder("repository/src"), null));
        var named = Put("named");
        Assert.Equal(named, WfdbFolder.Find("mitdb", null, Folder("repository/src"), named));
        var given = Put("given");
        Assert.Equal(given, WfdbFolder.Find("mitdb", given, Folder("repository/src"), named));
    }

    [Theory]
    [InlineData("nowhere", null)]
    [InlineData(null, "nowhere")]
    public void Find_NamedPlaceIsEmpty_ThrowsEvenIfOthersHaveData(string? path, string? variable)
    {
        Put("data/mitdb");
        Assert.Throws<DirectoryNotFoundException>(() => WfdbFolder.Find("mitdb", path, _folder.Path, variable));
    }

    [Fact]
    public void Find_Nothing_NamesTheFourPlaces()
    {
        var message = Assert.Throws<DirectoryNotFoundException>(() => WfdbFolder.Find("nstdb", null, Folder("empty"), null)).Message;
        foreach (var place in new[] { "1. the folder given", "2. ECGSTREAM_NSTDB", "3. data/nstdb", "4. ../shared/nstdb" }) Assert.Contains(place, message);
    }

    private string Folder(string name) => Directory.CreateDirectory(_folder.At(name)).FullName;

    private string Put(string name)
    {
        File.WriteAllText(Path.Combine(Folder(name), "100.hea"), "100 1\n");
        return Folder(name);
    }
}
