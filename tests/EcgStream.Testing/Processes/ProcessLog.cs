namespace EcgStream.Testing;

/// <summary>
/// What a process printed and when, in a file of its own, where ECGSTREAM_PROCESS_LOGS names a folder: for looking into runs of many
/// processes. Their own levels of detail are set by .NET's variables, e.g. Logging__LogLevel__Orleans.Runtime.MembershipService=Information.
/// </summary>
public sealed class ProcessLog : IDisposable
{
    private readonly StreamWriter _file;

    private ProcessLog(string path) => _file = new StreamWriter(path, append: true) { AutoFlush = true };

    public static ProcessLog? Begin(int process, IEnumerable<string> arguments)
    {
        if (Environment.GetEnvironmentVariable("ECGSTREAM_PROCESS_LOGS") is not { Length: > 0 } folder) return null;
        var log = new ProcessLog(Path.Combine(Directory.CreateDirectory(folder).FullName, $"{process}.log"));
        log.Write(string.Join(' ', arguments));
        return log;
    }

    // Both of a process's outputs are heard at once.
    internal void Write(string line)
    {
        lock (_file) _file.WriteLine($"{TimeProvider.System.GetLocalNow():HH:mm:ss.fff} {line}");
    }

    public void Dispose()
    {
        lock (_file) _file.Dispose();
    }
}
