using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace EcgStream.Bench.Measuring;

/// <summary>A program that is measured from outside; disposing ends it and what it has started.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _lines = new(); // bounded by the program's few lines
    private readonly Process _process;

    /// <summary>Starts a program.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no such program.</exception>
    internal ChildProcess(string program, params IEnumerable<string> arguments)
    {
        _process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true },
        };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    internal bool HasExited => _process.HasExited;

    /// <summary>What it has printed so far, on either stream.</summary>
    internal IReadOnlyCollection<string> Lines => _lines;

    /// <summary>Processor time it has used, user and system.</summary>
    internal TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>A port of this machine that nobody listens on.</summary>
    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>All that it prints, once it has ended.</summary>
    internal async Task<string> OutputAsync(CancellationToken cancel)
    {
        await _process.WaitForExitAsync(cancel);
        return string.Join('\n', _lines);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is not null) _lines.Enqueue(line);
    }
}
