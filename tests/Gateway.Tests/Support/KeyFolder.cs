using EcgStream.Gateway.Security.Keys;

namespace EcgStream.Gateway.Tests.Support;

/// <summary>A file of keys of a test's own.</summary>
internal sealed class KeyFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ecgstream-keys-");

    public string File => Path.Combine(_folder.FullName, "keys.json");

    public (ApiKey Kept, string Key) Add(KeyRole role) => KeyFile.Add(File, $"a {role}", role, TimeProvider.System);

    public void Revoke(string id) => KeyFile.Revoke(File, id, TimeProvider.System);

    public void Dispose() => _folder.Delete(recursive: true);
}
