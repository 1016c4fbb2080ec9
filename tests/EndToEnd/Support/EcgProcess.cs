using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace EcgStream.EndToEnd.Support;

/// <summary>One of the product's programs as a process of its own; disposing ends it.</summary>
internal sealed partial class EcgProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = new();

    private EcgProcess(string program, IEnumerable<string> arguments, string? workingDirectory = null)
    {
        // tests' and programs' output folders lie side by side, one a package kind and configuration
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        var dll = Path.Combine(folder.Parent!.Parent!.FullName, program, folder.Name, program + ".dll");
        var start = new ProcessStartInfo("dotnet", [dll, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (workingDirectory is not null)
        {
            start.WorkingDirectory = workingDirectory;
            start.Environment.Remove("ECGSTREAM_DATA");
        }

        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => { if (line.Data is { } text) lines.Enqueue(text); };
        process.ErrorDataReceived += (_, line) => { if (line.Data is { } text) lines.Enqueue(text); };
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>All that it has printed.</summary>
    internal string Output => string.Join('\n', lines);

    /// <summary>Its own summary line of a run.</summary>
    internal string Summary => lines.LastOrDefault(line => line.Contains(" beats sent, ", StringComparison.Ordinal)) ?? "";

    internal static EcgProcess Server(params IEnumerable<string> arguments) =>
        ServerOn(port: 0, arguments);

    /// <summary>A server on a port: the one of a server that was killed.</summary>
    internal static EcgProcess ServerOn(int port, params IEnumerable<string> arguments) =>
        new("EcgStream.Silo", ["run", "--port", port.ToString(System.Globalization.CultureInfo.InvariantCulture), .. arguments]);

    /// <summary>A server started in a folder, without the data that this machine may have.</summary>
    internal static EcgProcess ServerIn(string folder, params IEnumerable<string> arguments) =>
        new("EcgStream.Silo", ["run", "--port", "0", .. arguments], folder);

    internal static EcgProcess Simulator(params IEnumerable<string> arguments) => new("EcgStream.Simulator", arguments);

    /// <summary>Waits until a server says where it listens.</summary>
    internal async Task<Uri> AddressAsync()
    {
        string? address = null;
        await Eventually.HoldsAsync("the server prints its address", () =>
        {
            Assert.False(process.HasExited, Output);
            address = lines.Select(line => Address().Match(line)).FirstOrDefault(match => match.Success)?.Value;
            return Task.FromResult(address is not null);
        }, Patience);
        return new Uri(address!);
    }

    internal async Task<int> ExitCodeAsync(TimeSpan? patience = null)
    {
        using var limit = new CancellationTokenSource(patience ?? Patience);
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode;
    }

    /// <summary>What Ctrl-C sends.</summary>
    internal async Task InterruptAsync()
    {
        using var kill = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Ends it at once (SIGKILL).</summary>
    internal async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await KillAsync();
        process.Dispose();
    }

    [GeneratedRegex(@"(?<=EcgStream at )http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
