using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace EcgStream.EndToEnd.Support;

/// <summary>One of the product's programs as a process of its own; disposing ends it.</summary>
internal sealed partial class EcgProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5); // a failure is told at once: this is for machines that do much else
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
    private readonly ProcessLog? _log;
    private volatile Watched? _watched;

    private EcgProcess(
        string program, IEnumerable<string> arguments, string? workingDirectory = null,
        IReadOnlyDictionary<string, string>? settings = null, IEnumerable<string>? inside = null, string? build = null)
    {
        var dll = Path.Combine(build ?? FolderOf(program), program + ".dll");
        // A script that runs the tests in the background ignores Ctrl-C's signal, and so would all that they start.
        string[] hearing = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT"] : [];
        string[] command = [.. inside ?? [], .. hearing, "dotnet", dll, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (key, value) in settings ?? new Dictionary<string, string>()) start.Environment[key] = value;
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
    internal int Id { get; }

    /// <summary>False once it has ended.</summary>
    internal bool IsRunning => !_process.HasExited;

    /// <summary>All that it has printed.</summary>
    internal string Output => string.Join('\n', _lines);

    /// <summary>Its own summary line of a run.</summary>
    internal string Summary => _lines.LastOrDefault(line => line.Contains(" beats sent, ", StringComparison.Ordinal)) ?? "";

    /// <summary>Lines printed so far.</summary>
    internal IReadOnlyCollection<string> Lines => _lines;

    /// <summary>Memory in bytes, open files and threads.</summary>
    internal (long WorkingSet, int Handles, int Threads) Use
    {
        get
        {
            _process.Refresh();
            return (_process.WorkingSet64, _process.HandleCount, _process.Threads.Count);
        }
    }

    internal static EcgProcess Server(params IEnumerable<string> arguments) =>
        ServerOn(port: 0, arguments);

    /// <summary>A server on a port: the one of a server that was killed.</summary>
    internal static EcgProcess ServerOn(int port, params IEnumerable<string> arguments) =>
        new("EcgStream.Silo", ["run", "--port", port.ToString(System.Globalization.CultureInfo.InvariantCulture), .. arguments]);

    /// <summary>A server started in a folder, without the data that this machine may have.</summary>
    internal static EcgProcess ServerIn(string folder, params IEnumerable<string> arguments) =>
        new("EcgStream.Silo", ["run", "--port", "0", .. arguments], folder);

    /// <summary>A server with more in its environment.</summary>
    internal static EcgProcess ServerWith(IReadOnlyDictionary<string, string> environment, params IEnumerable<string> arguments) =>
        new("EcgStream.Silo", ["run", "--port", "0", .. arguments], settings: environment);

    /// <summary>A server of another build.</summary>
    /// <param name="build">Folder of its program; null for the build under test.</param>
    /// <param name="talkative">As <see cref="TalkativeServerOn"/>.</param>
    internal static EcgProcess ServerOf(string? build, bool talkative, params IEnumerable<string> arguments) =>
        new("EcgStream.Silo", ["run", "--port", "0", .. arguments], settings: talkative ? new(Deployed.Union(Talkative)) : Deployed, build: build);

    /// <summary>A server on a port whose log tells each run, transaction and alarm: what it does when it is killed.</summary>
    internal static EcgProcess TalkativeServerOn(int port, params IEnumerable<string> arguments) =>
        new("EcgStream.Silo", ["run", "--port", port.ToString(System.Globalization.CultureInfo.InvariantCulture), .. arguments],
            settings: Talkative);

    /// <summary>A server that sees a small disk of its own in place of a folder.</summary>
    internal static EcgProcess ServerOnSmallDisk(string folder, int megabytes, params IEnumerable<string> arguments) =>
        new("EcgStream.Silo", ["run", "--port", "0", .. arguments], inside: SmallDisk.Command(folder, megabytes));

    /// <summary>A folder as the process sees it.</summary>
    internal string Inside(string folder) => $"/proc/{_process.Id}/root{folder}";

    /// <summary>One of the server program's other commands.</summary>
    internal static EcgProcess Silo(params IEnumerable<string> arguments) => new("EcgStream.Silo", arguments);

    internal static EcgProcess Simulator(params IEnumerable<string> arguments) => new("EcgStream.Simulator", arguments);

    /// <summary>The benchmarks, which keep their databases and look for data in a folder.</summary>
    internal static EcgProcess BenchIn(string folder, params IEnumerable<string> arguments) => new("EcgStream.Bench", arguments, folder);

    /// <summary>Waits until a server says where it listens.</summary>
    internal async Task<Uri> AddressAsync()
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

    internal async Task<int> ExitCodeAsync(TimeSpan? patience = null)
    {
        using var limit = new CancellationTokenSource(patience ?? Patience);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    /// <summary>Waits for the next line that holds a text; false when none comes in time.</summary>
    internal async Task<bool> NextLineAsync(string text, TimeSpan patience)
    {
        var watched = new Watched(text, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _watched = watched;
        return await Task.WhenAny(watched.Heard.Task, Task.Delay(patience)) == watched.Heard.Task;
    }

    /// <summary>What Ctrl-C sends.</summary>
    internal Task InterruptAsync() => SignalAsync("INT");

    /// <summary>Lets it not run (SIGSTOP) until <see cref="ContinueAsync"/>.</summary>
    internal Task SuspendAsync() => SignalAsync("STOP");

    /// <summary>Lets it go on (SIGCONT).</summary>
    internal Task ContinueAsync() => SignalAsync("CONT");

    /// <summary>Asks it to end in its own time (SIGTERM).</summary>
    internal Task TerminateAsync() => SignalAsync("TERM");

    /// <summary>Ends it at once (SIGKILL).</summary>
    internal async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
        _log?.Dispose();
    }

    // Tests' and programs' output folders lie side by side, one a configuration.
    private static string FolderOf(string program)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(folder.Parent!.Parent!.FullName, program, folder.Name);
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    private void Heard(string? line)
    {
        if (line is null) return;
        _lines.Enqueue(line);
        _log?.Write(line);
        if (_watched is { } watched && line.Contains(watched.Text, StringComparison.Ordinal)) watched.Heard.TrySetResult();
    }

    private sealed record Watched(string Text, TaskCompletionSource Heard);

    [GeneratedRegex(@"(?<=EcgStream at )http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
