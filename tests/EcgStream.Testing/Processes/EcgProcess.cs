using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace EcgStream.Testing;

/// <summary>One of the product's programs as a process of its own; disposing ends it.</summary>
public sealed partial class EcgProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5); // a failure is told at once: this is for machines that do much else

    // Log entries come as JSON, with category and event id.
    private static readonly Dictionary<string, string> Readable = new() { ["Logging__Console__FormatterName"] = "json" };

    private static readonly Dictionary<string, string> Talkative = new()
    {
        ["Logging__LogLevel__EcgStream.History"] = "Debug",
        ["Logging__LogLevel__EcgStream.Inference.Batching.BeatInference"] = "Debug",
        ["Logging__LogLevel__EcgStream.Grains.Patient.PatientGrain"] = "Debug",
    };

    // As deploy/ starts them.
    private static readonly Dictionary<string, string> Deployed = new() { ["DOTNET_TieredPGO"] = "0" };

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentQueue<LogEvent> _events = new();
    private readonly ProcessLog? _log;
    private readonly TempFolder _folder = new();
    private volatile Watched? _watched;

    private EcgProcess(
        string program, IEnumerable<string> arguments, string? workingDirectory = null,
        IReadOnlyDictionary<string, string>? settings = null, IEnumerable<string>? inside = null, string? build = null, bool reports = false)
    {
        var dll = Path.Combine(build ?? FolderOf(program), program + ".dll");
        // A script that runs the tests in the background ignores Ctrl-C's signal, and so would all that they start.
        string[] hearing = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT"] : [];
        string[] report = reports ? ["--json", Report] : [];
        string[] command = [.. inside ?? [], .. hearing, "dotnet", dll, .. arguments, .. report];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (key, value) in Readable.Concat(settings ?? new Dictionary<string, string>())) start.Environment[key] = value;
        if (workingDirectory is not null)
        {
            start.WorkingDirectory = workingDirectory;
            start.Environment.Remove("ECGSTREAM_DATA");
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Heard(line.Data);
        _process.ErrorDataReceived += (_, line) => Heard(line.Data);
        _process.Start();
        Id = _process.Id;
        _log = ProcessLog.Begin(_process.Id, arguments);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Process id.</summary>
    public int Id { get; }

    /// <summary>False once it has ended.</summary>
    public bool IsRunning => !_process.HasExited;

    /// <summary>All that it has printed: for messages of failed tests.</summary>
    public string Output => string.Join('\n', _lines);

    /// <summary>How its run ended; null before that, and for a program that runs no ward.</summary>
    public RunOutcome? Outcome => File.Exists(Report) ? RunOutcome.Read(Report) : null;

    /// <summary>Memory in bytes, open files and threads.</summary>
    public (long WorkingSet, int Handles, int Threads) Use
    {
        get
        {
            _process.Refresh();
            return (_process.WorkingSet64, _process.HandleCount, _process.Threads.Count);
        }
    }

    private string Report => Path.Combine(_folder.FullName, "run.json");

    public static EcgProcess Server(params IEnumerable<string> arguments) =>
        ServerOn(port: 0, arguments);

    /// <summary>A server on a port: the one of a server that was killed.</summary>
    public static EcgProcess ServerOn(int port, params IEnumerable<string> arguments) =>
        new("EcgStream.Silo", Run(port, arguments), reports: true);

    /// <summary>A server started in a folder, without the data that this machine may have.</summary>
    public static EcgProcess ServerIn(string folder, params IEnumerable<string> arguments) =>
        new("EcgStream.Silo", Run(0, arguments), folder, reports: true);

    /// <summary>A server with more in its environment.</summary>
    public static EcgProcess ServerWith(IReadOnlyDictionary<string, string> environment, params IEnumerable<string> arguments) =>
        new("EcgStream.Silo", Run(0, arguments), settings: environment, reports: true);

    /// <summary>A server as deployments start it.</summary>
    /// <param name="build">Folder of its program; null for the one just built.</param>
    /// <param name="reports">False for another build, which may not know how to report.</param>
    /// <param name="talkative">As <see cref="TalkativeServerOn"/>.</param>
    public static EcgProcess ServerOf(string? build, bool reports, bool talkative, params IEnumerable<string> arguments) =>
        new("EcgStream.Silo", Run(0, arguments), settings: talkative ? new(Deployed.Union(Talkative)) : Deployed, build: build, reports: reports);

    /// <summary>A server on a port whose log tells each run, transaction and alarm: what it does when it is killed.</summary>
    public static EcgProcess TalkativeServerOn(int port, params IEnumerable<string> arguments) =>
        new("EcgStream.Silo", Run(port, arguments), settings: Talkative, reports: true);

    /// <summary>A server that sees a small disk of its own in place of a folder.</summary>
    public static EcgProcess ServerOnSmallDisk(string folder, int megabytes, params IEnumerable<string> arguments) =>
        new("EcgStream.Silo", Run(0, arguments), inside: SmallDisk.Command(folder, megabytes), reports: true);

    /// <summary>A folder as the process sees it.</summary>
    public string Inside(string folder) => $"/proc/{_process.Id}/root{folder}";

    /// <summary>One of the server program's other commands.</summary>
    public static EcgProcess Silo(params IEnumerable<string> arguments) => new("EcgStream.Silo", arguments);

    public static EcgProcess Simulator(params IEnumerable<string> arguments) => new("EcgStream.Simulator", arguments, reports: true);

    /// <summary>The benchmarks, which keep their databases and look for data in a folder.</summary>
    public static EcgProcess BenchIn(string folder, params IEnumerable<string> arguments) => new("EcgStream.Bench", arguments, folder);

    /// <summary>The benchmarks of single operations.</summary>
    public static EcgProcess MicroBench(params IEnumerable<string> arguments) => new("EcgStream.MicroBench", arguments);

    /// <summary>Waits until a server says where it listens: the first loopback address that it prints.</summary>
    public async Task<Uri> AddressAsync()
    {
        string? address = null;
        await Eventually.HoldsAsync("the server prints its address", () =>
        {
            Assert.False(_process.HasExited, Output);
            address = _lines.Select(line => Address().Match(line)).FirstOrDefault(match => match.Success)?.Value;
            return Task.FromResult(address is not null);
        }, Patience);
        return new Uri(address!);
    }

    public async Task<int> ExitCodeAsync(TimeSpan? patience = null)
    {
        using var limit = new CancellationTokenSource(patience ?? Patience);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    /// <summary>Waits for its end and asserts that it ran well: exit code 0, and every beat sent is stored exactly once.</summary>
    public async Task<RunOutcome> CompletedAsync(TimeSpan? patience = null)
    {
        Assert.True(await ExitCodeAsync(patience) == 0, Output);
        var outcome = Outcome;
        Assert.NotNull(outcome);
        outcome.AssertComplete();
        return outcome;
    }

    /// <summary>How often it has logged an event.</summary>
    public int Count(LogEvent wanted) => _events.Count(wanted.Is);

    /// <summary>Waits for the next time that it logs an event; false when that does not come in time.</summary>
    public async Task<bool> NextAsync(LogEvent wanted, TimeSpan patience)
    {
        var watched = new Watched(wanted, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _watched = watched;
        return await Task.WhenAny(watched.Heard.Task, Task.Delay(patience)) == watched.Heard.Task;
    }

    /// <summary>What Ctrl-C sends.</summary>
    public Task InterruptAsync() => SignalAsync("INT");

    /// <summary>Lets it not run (SIGSTOP) until <see cref="ContinueAsync"/>.</summary>
    public Task SuspendAsync() => SignalAsync("STOP");

    /// <summary>Lets it go on (SIGCONT).</summary>
    public Task ContinueAsync() => SignalAsync("CONT");

    /// <summary>Asks it to end in its own time (SIGTERM).</summary>
    public Task TerminateAsync() => SignalAsync("TERM");

    /// <summary>Ends it at once (SIGKILL).</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
        _log?.Dispose();
        _folder.Dispose();
    }

    private static string[] Run(int port, IEnumerable<string> arguments) =>
        ["run", "--port", port.ToString(CultureInfo.InvariantCulture), .. arguments];

    // Tests' and programs' output folders lie side by side, one a configuration.
    private static string FolderOf(string program)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(folder.Parent!.Parent!.FullName, program, folder.Name);
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    private void Heard(string? line)
    {
        if (line is null) return;
        _lines.Enqueue(line);
        _log?.Write(line);
        if (LogEvent.Parse(line) is not { } entry) return;
        _events.Enqueue(entry);
        if (_watched is { } watched && watched.Wanted.Is(entry)) watched.Heard.TrySetResult();
    }

    private sealed record Watched(LogEvent Wanted, TaskCompletionSource Heard);

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
