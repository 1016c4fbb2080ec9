namespace EcgStream.Testing;

/// <summary>
/// A disk of a few megabytes that one process sees alone: a memory file system in a mount namespace of its own (Linux).
/// <c>./ecgstream test</c> checks beforehand that machine and user allow it (tests/prepare.sh).
/// </summary>
public static class SmallDisk
{
    /// <summary>What to put before a command that is to see it in place of a folder.</summary>
    public static string[] Command(string folder, int megabytes) =>
        ["unshare", "--map-root-user", "--mount", "sh", "-c", $"mount -t tmpfs -o size={megabytes}m tmpfs \"$0\" && exec \"$@\"", folder];

    /// <summary>Fills it with a file, to the last byte.</summary>
    public static void Fill(string file)
    {
        using var ballast = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        foreach (var size in (int[])[65_536, 4_096])
        {
            try
            {
                while (true) ballast.Write(new byte[size]);
            }
            catch (IOException)
            {
                // Full, as wanted.
            }
        }
    }
}
