namespace EcgStream.Testing;

/// <summary>A folder of a test's own.</summary>
public sealed class TempFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ecgstream-end-to-end-");

    public string Database => Path.Combine(folder.FullName, "history.db");

    public string Keys => Path.Combine(folder.FullName, "keys.json");

    public string FullName => folder.FullName;

    public void Dispose() => folder.Delete(recursive: true);
}
