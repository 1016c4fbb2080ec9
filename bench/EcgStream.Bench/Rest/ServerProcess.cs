using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace EcgStream.Bench.Rest;

/// <summary>The server as a process of its own, as <c>./ecgstream run</c> starts it; disposing ends it.</summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();

    private ServerProcess(IEnumerable<string> arguments)
    {
        // The programs' output folders lie side by side.
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        var dll = Path.Combine(own.Parent!.Parent!.FullName, "EcgStream.Silo", own.Name, "EcgStream.Silo.dll");
        _process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", [dll, "run", "--port", "0", .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true },
        };
        _process.OutputDataReceived += (_, line) => { if (line.Data is { } text) _lines.Enqueue(text); };
        _process.ErrorDataReceived += (_, line) => { if (line.Data is { } text) _lines.Enqueue(text); };
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Processor time it has used.</summary>
    internal TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    internal static ServerProcess Start(params IEnumerable<string> arguments) => new(arguments);

    /// <summary>Waits until it says where it listens.</summary>
    /// <exception cref="InvalidOperationException">It ended, or said nothing for a minute.</exception>
    internal async Task<Uri> AddressAsync(CancellationToken cancel)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            if (_lines.Select(line => Address().Match(line)).FirstOrDefault(match => match.Success) is { } found) return new Uri(found.Value);
            if (_process.HasExited || waited.Elapsed > Patience) throw new InvalidOperationException($"The server did not start:\n{string.Join('\n', _lines)}");
            await Task.Delay(10, cancel);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    [GeneratedRegex(@"(?<=EcgStream at )http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
