using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace EcgStream.Gateway.Security.Keys;

/// <summary>The file of keys. Whoever changes it writes a new one beside it and renames: a reader sees the old or the new.</summary>
public static class KeyFile
{
    /// <summary>Longest name of a key, characters.</summary>
    public const int LongestName = 64;

    private const int SecretBytes = 32;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>All keys, revoked ones too; none when there is no file.</summary>
    /// <exception cref="InvalidDataException">It is no file of keys.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IReadOnlyList<ApiKey> Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var keys = JsonSerializer.Deserialize<Shape>(file, Json)?.Keys;
            return keys?.All(key => key is { Id: not null, Name: not null, Sha256: not null }) == true ? keys : throw new JsonException();
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"'{path}' is no file of keys.", fault);
        }
    }

    /// <summary>Makes a key.</summary>
    /// <returns>What is kept of it, and the key itself: nobody can show it again.</returns>
    /// <exception cref="ArgumentException">The name is not 1…64 printable characters.</exception>
    public static (ApiKey Kept, string Key) Add(string path, string name, KeyRole role, TimeProvider clock)
    {
        if (name.Trim().Length is 0 or > LongestName || name.Any(char.IsControl))
            throw new ArgumentException($"A key's name has 1…{LongestName} printable characters.");
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
        var key = $"ecg_{id}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes))}";
        var kept = new ApiKey(id, name.Trim(), role, HashOf(key), clock.GetUtcNow());
        Change(path, keys => [.. keys, kept]);
        return (kept, key);
    }

    /// <summary>Revokes a key; once revoked it stays so.</summary>
    /// <exception cref="ArgumentException">There is no such key.</exception>
    public static ApiKey Revoke(string path, string id, TimeProvider clock)
    {
        ApiKey? revoked = null;
        Change(path, keys =>
        {
            var key = keys.FirstOrDefault(one => one.Id == id) ?? throw new ArgumentException($"There is no key '{id}' in {path}.");
            revoked = key.IsGood ? key with { RevokedAt = clock.GetUtcNow() } : key;
            return [.. keys.Select(one => one.Id == id ? revoked : one)];
        });
        return revoked!;
    }

    internal static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private static void Change(string path, Func<IReadOnlyList<ApiKey>, ApiKey[]> change)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        // Two that change it at once must not undo each other: the second is turned away.
        using var alone = new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        var next = JsonSerializer.SerializeToUtf8Bytes(new Shape(change(Read(path))), Json);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        // Hashes of 256 random bits give nothing away, yet nobody else has any business here.
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(path + ".new", options))
        {
            file.Write(next);
            file.Flush(flushToDisk: true);
        }

        File.Move(path + ".new", path, overwrite: true);
    }

    private sealed record Shape(ApiKey[] Keys);
}
