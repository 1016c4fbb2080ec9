using System.Globalization;
using System.Text.Json;

namespace EcgStream.History.Sqlite;

/// <summary>
/// Keeps an SQLite file to one process: recent beats and epochs are in its memory, so that two servers on one file would lose beats.
/// The operating system holds the lock on <c>FILE.lock</c> and drops it with the process, however that ends; the file itself
/// stays. <c>FILE.holder</c> says who holds it: a locked file cannot be read everywhere. Readers and backups need no lock.
/// </summary>
internal sealed class DatabaseLock : IDisposable
{
    private readonly FileStream _lock;
    private readonly string _holderFile;

    private DatabaseLock(FileStream @lock, string holderFile) => (_lock, _holderFile) = (@lock, holderFile);

    /// <summary>Takes the lock. The directory must exist.</summary>
    /// <exception cref="HistoryUnavailableException">Another process has it; <see cref="HistoryUnavailableException.Holder"/> says which.</exception>
    /// <exception cref="IOException">The lock file cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The lock file cannot be made or written.</exception>
    public static DatabaseLock Take(string database, TimeProvider time)
    {
        // A link and its target are one database.
        var file = File.Exists(database) && File.ResolveLinkTarget(database, returnFinalTarget: true) is { } target
            ? target.FullName
            : Path.GetFullPath(database);
        var holderFile = file + ".holder";
        try
        {
            var taken = new DatabaseLock(new FileStream(file + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None), holderFile);
            taken.Sign(new DatabaseHolder(Environment.ProcessId, Environment.MachineName, time.GetUtcNow()));
            return taken;
        }
        catch (IOException exception) when (IsHeldByAnother(exception))
        {
            var holder = ReadHolder(holderFile);
            var who = holder is null ? "another process" : string.Create(CultureInfo.InvariantCulture,
                $"process {holder.ProcessId} on {holder.Machine} since {holder.Since.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC");
            throw new HistoryUnavailableException(
                $"The history database '{database}' is in use by {who}: stop that one, or name another file.", exception)
            {
                Reason = "another process uses it", Holder = holder,
            };
        }
    }

    /// <summary>Lets the file go. To be called when nothing writes any more.</summary>
    public void Dispose()
    {
        try
        {
            File.Delete(_holderFile);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is read only while somebody holds the lock, and then it is written anew.
        }

        _lock.Dispose();
    }

    private void Sign(DatabaseHolder holder)
    {
        try
        {
            var part = _holderFile + ".new";
            File.WriteAllBytes(part, JsonSerializer.SerializeToUtf8Bytes(holder, JsonSerializerOptions.Web));
            File.Move(part, _holderFile, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A full disk: the lock counts without a name on it.
        }
    }

    private static DatabaseHolder? ReadHolder(string holderFile)
    {
        try
        {
            return JsonSerializer.Deserialize<DatabaseHolder>(File.ReadAllBytes(holderFile), JsonSerializerOptions.Web);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null; // it has only just taken the lock, or is about to leave
        }
    }

    // EAGAIN of Linux and of macOS; sharing and lock violations of Windows.
    private static bool IsHeldByAnother(IOException exception) => exception.HResult is 11 or 35 || (exception.HResult & 0xFFFF) is 32 or 33;
}
