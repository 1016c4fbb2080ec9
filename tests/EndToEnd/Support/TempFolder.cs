namespace EcgStream.EndToEnd.Support;

/// <summary>A folder of a test's own.</summary>
internal sealed class TempFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ecgstream-end-to-end-");

    internal string Database => Path.Combine(folder.FullName, "history.db");

    internal string Keys => Path.Combine(folder.FullName, "keys.json");

    internal string FullName => folder.FullName;

    public void Dispose() => folder.Delete(recursive: true);
}
